/**
 * The address that a request comes from.
 * @param socket The other end of the connection
 * @param trustedProxies How many proxies of one's own have each added one to X-Forwarded-For. What stands before those, anyone
 *   can have written there
 */
export function clientAddress(socket: string, forwardedFor: string | null, trustedProxies: number): string {
  if (trustedProxies === 0) return socket;
  const addresses = (forwardedFor ?? '').split(',').map((address) => address.trim());
  return addresses.at(-trustedProxies) || socket;
}
