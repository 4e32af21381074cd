import type { Browser } from './browser.ts';
import { header, type Json } from './exchange.ts';
import { textAt } from './json.ts';
import { pathOf } from './recorder.ts';

/**
 * Follows a REDIRECT to the pretend identity provider (overlay `external-login`), and gives the query of the return URL.
 * @param consent `user`: whom it lets in; `deny`: it does not
 */
export async function throughProvider(
  browser: Browser,
  redirect: Json,
  consent: { user: string } | { deny: '1' },
): Promise<Record<string, string>> {
  const [answer] = typeof redirect === 'object' && redirect !== null ? Object.values(redirect) : [];
  const url = new URL(textAt(answer, 'redirecttarget'));
  for (const [name, value] of Object.entries(consent)) url.searchParams.set(name, value);
  const { response } = await browser.send(undefined, { method: 'GET', path: pathOf(url.href) });
  return Object.fromEntries(new URL(header(response.headers, 'Location') ?? '').searchParams);
}
