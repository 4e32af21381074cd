import { createTestWiki, recordedWiki, type TestWiki, type TestWikiOptions } from '@mwkit/testwiki';
import { serve } from '@mwkit/testwiki/serve';
import { type Overlay, startWiki, unavailable } from '@mwkit/wiki';
import { optionsOf } from '../../../packages/testwiki/test/overlays.ts';

/** A wiki on loopback: in memory, or real. All have the accounts of `@mwkit/wiki`. */
export interface TestedWiki extends AsyncDisposable {
  readonly origin: string;
  readonly api: string;
  /** What it has mailed so far. */
  mails(): Promise<readonly { readonly body: string }[]>;
}

export interface ServedTestWiki extends TestedWiki {
  /** What is served: for what tests do to it. */
  memory(): TestWiki;
  /** The User-Agent of each request so far. */
  userAgents(): readonly (string | null)[];
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

export function start(kind: 'testwiki', options?: TestWikiOptions): Promise<ServedTestWiki>;
export function start(kind: WikiKind): Promise<TestedWiki>;
/** `options` are those of the test wiki. */
export async function start(kind: WikiKind, options?: TestWikiOptions): Promise<TestedWiki> {
  if (kind === 'testwiki') return serveTestWiki(options);
  return startWiki({ version: kind });
}

/** A wiki with variants of its settings, the same on all kinds of wiki. */
export function startVariant(kind: WikiKind, overlays: readonly Overlay[]): Promise<TestedWiki> {
  return kind === 'testwiki' ? serveTestWiki(optionsOf(overlays)) : startWiki({ version: kind, overlays });
}

async function serveTestWiki(options: TestWikiOptions = {}): Promise<ServedTestWiki> {
  const userAgents: (string | null)[] = [];
  let wiki = createTestWiki({ ...recordedWiki, ...options });
  const fetch: TestWiki['fetch'] = (input, init) => {
    if (input instanceof Request) userAgents.push(input.headers.get('user-agent'));
    return wiki.fetch(input, init);
  };
  const served = await serve({ ...wiki, fetch });
  // its pages name its api.php by the origin, which is known only now
  wiki = createTestWiki({ ...recordedWiki, ...options, origin: served.url });
  return {
    origin: served.url,
    api: served.api,
    mails: async () => wiki.mails,
    memory: () => wiki,
    userAgents: () => userAgents,
    [Symbol.asyncDispose]: () => served.close(),
  };
}
