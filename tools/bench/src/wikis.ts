import { createTestWiki } from '@mwkit/testwiki';
import { serve } from '@mwkit/testwiki/serve';
import { botPasswords, startWiki } from '@mwkit/wiki';
import type { Edit } from './task.ts';

export const wikiKinds = ['testwiki', '1.43', '1.39'] as const;
export type WikiKind = (typeof wikiKinds)[number];

/** A wiki that clients reach over HTTP. */
export interface BenchWiki extends AsyncDisposable {
  readonly api: string;
  readonly username: string;
  readonly password: string;
  /** How many requests have come to the wiki, by its own count. */
  requestCount(): Promise<number>;
}

/** testwiki is served by this process, the real ones by PHP's own server. */
export async function startBenchWiki(kind: WikiKind, onProgress: (message: string) => void): Promise<BenchWiki> {
  const { name: username, password } = botPasswords.bot;
  if (kind === 'testwiki') {
    const wiki = createTestWiki({
      users: { Robot: { password: 'r'.repeat(32), groups: ['bot'] } },
      botPasswords: { [username]: { password } },
    });
    const served = await serve(wiki);
    return {
      api: served.api,
      username,
      password,
      requestCount: async () => wiki.requests.length,
      [Symbol.asyncDispose]: () => served.close(),
    };
  }
  // nobody may edit this often: https://www.mediawiki.org/wiki/Manual:$wgRateLimits
  const wiki = await startWiki({ version: kind, settings: '$wgRateLimits = [];', onProgress });
  return {
    api: wiki.api,
    username,
    password,
    requestCount: async () => (await wiki.requests()).length,
    [Symbol.asyncDispose]: () => wiki.stop(),
  };
}

interface Revisions {
  query: { pages: { title: string; revisions?: { slots: { main: { content: string } } }[] }[] };
}

/** @throws Error naming the first page that does not hold what was saved */
export async function checkSaved(api: string, edits: readonly Edit[]): Promise<void> {
  const url = new URL(api);
  url.search = new URLSearchParams({
    action: 'query',
    prop: 'revisions',
    rvprop: 'content',
    rvslots: 'main',
    titles: edits.map(({ title }) => title).join('|'),
    format: 'json',
    formatversion: '2',
  }).toString();
  const { query } = (await (await fetch(url)).json()) as Revisions;
  for (const { title, text } of edits) {
    const page = query.pages.find((page) => page.title === title);
    const found = page?.revisions?.[0]?.slots.main.content;
    if (found !== text) throw new Error(`"${title}" holds ${JSON.stringify(found)}, not ${JSON.stringify(text)}`);
  }
}
