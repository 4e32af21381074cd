// What runs in the pages. Tests reach it by `page.evaluate`, where it is global.
import * as mwkit from '@mwkit/browser';
import { oauth, type PendingAuthorization } from '@mwkit/browser/oauth';

/** What became of something that a page did. */
export interface Outcome {
  readonly value?: unknown;
  /** The class and code of the error, e.g. `NetworkError network`. */
  readonly error?: string;
  readonly message?: string;
  /** The rule of each of its requests. */
  readonly rules: readonly string[];
}

type Wiki = mwkit.Wiki;
type Options = Omit<mwkit.WikiOptions, 'userAgent'>;

const wikis = new Map<string, { readonly wiki: Wiki; readonly rules: string[]; error?: unknown }>();

/** Makes a wiki object of the page, to be used by name. `homeName` is that of one that was made before. */
function open(name: string, api: string, options: Options & { readonly homeName?: string } = {}): void {
  const { homeName, ...rest } = options;
  const rules: string[] = [];
  const wiki = mwkit.createWiki(api, {
    userAgent: 'mwkit-tests/1.0 (tests@wiki.example)',
    // what fails here does so at the second try, too
    maxWait: 0,
    ...rest,
    ...(homeName !== undefined && { home: wikis.get(homeName)!.wiki }),
    onExchange: ({ rule }) => rules.push(rule),
  });
  wikis.set(name, { wiki, rules });
}

const kept = 'pending authorization';
const comingBack = (): PendingAuthorization => JSON.parse(sessionStorage.getItem(kept) ?? '');

/** A public client, whose callback URL is this page. */
const publicClient = (api: string, clientId: string) =>
  oauth(api, {
    userAgent: 'mwkit-tests/1.0 (tests@wiki.example)',
    clientId,
    redirectUri: location.origin + location.pathname,
  });

async function outcome(name: string, act: (wiki: Wiki) => Promise<unknown>): Promise<Outcome> {
  const one = wikis.get(name)!;
  const { wiki, rules } = one;
  rules.length = 0;
  try {
    const value = await act(wiki);
    return { value, rules: [...rules] };
  } catch (error) {
    one.error = error;
    const { name: kind, code, message } = error as Error & { code?: string };
    return { error: `${kind} ${code}`, message, rules: [...rules] };
  }
}

const across = {
  open,
  read: (name: string) =>
    outcome(name, async (wiki) => {
      const { query } = await wiki.get('query', { meta: 'userinfo' });
      return query?.userinfo?.name;
    }),
  /** @param more other parameters, e.g. a token that the page has from elsewhere */
  write: (name: string, title: string, more: Record<string, string> = {}) =>
    outcome(name, async (wiki) => (await wiki.post('edit', { title, text: 'x', ...more })).edit.result),
  readRest: (name: string, q: string, limit: number) =>
    outcome(name, async (wiki) => {
      const { pages } = await wiki.rest.get('/v1/search/title', { query: { q, limit } });
      return pages[0]?.title;
    }),
  writeRest: (name: string, title: string) =>
    outcome(
      name,
      async (wiki) => (await wiki.rest.post('/v1/page', { body: { title, source: 'x', comment: '' } })).title,
    ),
  clientLogin: (name: string, username: string, password: string) =>
    outcome(name, async (wiki) => (await wiki.clientLogin().submit({ username, password })).status),
  login: (name: string, username: string, password: string) =>
    outcome(name, async (wiki) => (await wiki.login({ username, password })).username),
  /** Where the visitor is to go, by OAuth 2.0. What must be kept is kept as a page does: for this tab. */
  async authorize(api: string, clientId: string): Promise<string> {
    const { url, pending } = await publicClient(api, clientId).authorize();
    sessionStorage.setItem(kept, JSON.stringify(pending));
    return url;
  },
  /** What the page does when the visitor has come back: a wiki object of theirs. @param refresh an access token that has ended */
  finish: (name: string, api: string, clientId: string, refresh = false) => {
    open(name, api, { as: 'anonymous' });
    return outcome(name, async () => {
      const client = publicClient(api, clientId);
      const tokens = await client.finish(location.href, comingBack());
      open(name, api, { bearer: client.source(refresh ? { ...tokens, expiresAt: 0 } : tokens) });
      return tokens.refreshToken !== undefined;
    });
  },
  token: (name: string) => wikis.get(name)!.wiki.session.token('csrf'),
  logout: (name: string) => outcome(name, async (wiki) => wiki.logout()),
  /** Why the last call that failed did. */
  async explain(name: string): Promise<string> {
    const { wiki, error } = wikis.get(name)!;
    return (await wiki.explain(error)).cause;
  },
};

declare global {
  var across: Across;
}
export type Across = typeof across;

globalThis.across = across;
