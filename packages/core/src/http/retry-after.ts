/**
 * `Retry-After` in seconds from now, in both its forms (RFC 9110, 10.2.3): `120` or an HTTP date.
 * `undefined` where the header is missing or unreadable; a date in the past is 0.
 */
export function retryAfter(headers: Headers, now: number = Date.now()): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  if (/^\d+$/.test(value)) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}
