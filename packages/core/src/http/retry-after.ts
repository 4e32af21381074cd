/**
 * `Retry-After` in seconds from now, in both its forms (RFC 9110, 10.2.3): `120` or an HTTP date.
 * `undefined` where the header is missing or unreadable; a date in the past is 0.
 */
export function retryAfter(headers: Pick<Headers, 'get'>, now: number = Date.now()): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  if (/^\d+$/.test(value)) return Number(value);
  // Date.parse reads a bare number as a year
  const date = /[a-z]{3}/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}
