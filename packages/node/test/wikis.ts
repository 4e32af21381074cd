import { createWiki, type Wiki, type WikiOptions } from '@mwkit/node';
import { validators } from '@mwkit/node/validators';
import { createTestWiki } from '@mwkit/testwiki';
import { type Overlay, startWiki, unavailable } from '@mwkit/wiki';
import { optionsOf } from '../../testwiki/test/overlays.ts';

export { accounts, botPasswords } from '@mwkit/wiki';

export const userAgent = 'mwkit-tests/1.0 (tests@wiki.example)';

/** A wiki under test: in memory, or real. */
export interface TestedWiki extends AsyncDisposable {
  readonly api: string;
  /** How many requests the wiki has got: by its own count, not by the client's. */
  requestCount(): Promise<number>;
  /** A client of it that checks the shape of every answer. */
  open(options?: Partial<WikiOptions>): Wiki;
  /** What reaches the wiki, where that is not the runtime's fetch. */
  readonly fetch?: NonNullable<WikiOptions['fetch']>;
}

const why = await unavailable();
// CI must run everything: there a missing wiki fails
const skipped = why !== undefined && process.env['CI'] !== 'true';
if (skipped) console.warn(`\nSKIPPED: tests against real MediaWikis. ${why}\n`);

export type WikiKind = 'testwiki' | '1.39' | '1.43';

/** For `describe.for(wikis)`: each kind of wiki, and whether it cannot be run here. */
export const wikis: readonly { readonly kind: WikiKind; readonly skip: boolean }[] = [
  { kind: 'testwiki', skip: false },
  { kind: '1.39', skip: skipped },
  { kind: '1.43', skip: skipped },
];

/** Starts a wiki with the accounts and pages of the recordings. `overlays` are those of the recordings too. */
export async function start(kind: WikiKind, overlays: readonly Overlay[] = []): Promise<TestedWiki> {
  if (kind !== 'testwiki') {
    const wiki = await startWiki({ version: kind, overlays });
    return {
      api: wiki.api,
      requestCount: async () => (await wiki.requests()).length,
      open: (options = {}) => createWiki(wiki.api, { userAgent, validators, ...options }),
      [Symbol.asyncDispose]: () => wiki.stop(),
    };
  }
  const wiki = createTestWiki(optionsOf(overlays));
  return {
    api: wiki.api,
    requestCount: async () => wiki.requests.length,
    fetch: wiki.fetch,
    open: (options = {}) => createWiki(wiki.api, { userAgent, validators, fetch: wiki.fetch, ...options }),
    [Symbol.asyncDispose]: async () => {},
  };
}
