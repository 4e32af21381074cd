import { Refusal } from './refusal.ts';
import type { Visit } from './visit.ts';

/** Counts a request without a session, by the address that it comes from. @throws Refusal `too-many` */
export async function spend({ setup, request }: Visit): Promise<void> {
  const key = await crypto.subtle.digest(
    'SHA-256',
    new TextEncoder().encode(`mwkit-gateway address ${network(setup.address(request))}`),
  );
  const hex = Array.from(new Uint8Array(key), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const { wait } = await setup.store.read(`address-${hex}`, { perMinute: setup.limits.address });
  if (wait !== undefined) throw new Refusal('too-many', { retryAfter: wait / 1000 });
}

/** IPv6 gives every household 2^64 addresses or more (RFC 6177): they count as one. */
function network(address: string): string {
  if (!address.includes(':') || /^::ffff:[\d.]+$/i.test(address)) return address;
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  const after = tail?.split(':').filter(Boolean) ?? [];
  const all = tail === undefined ? groups : [...groups, ...Array(8 - groups.length - after.length).fill('0'), ...after];
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
