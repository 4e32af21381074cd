// What runs in the pages. Tests reach it by `page.evaluate`, where it is global.
import * as mwkit from '@mwkit/browser';

type Options = Omit<mwkit.WikiOptions, 'userAgent'>;
/** What a page does that fails. `own` are parameters, beside those of the call. */
export type Act = 'read' | 'write' | 'readRest' | 'writeRest' | 'signIn' | 'missing';

let wiki: mwkit.Wiki;
let error: unknown;
let count = 0;

const acts: Record<Act, (title: string, own: object) => Promise<unknown>> = {
  read: (titles, own) => wiki.get('query', { titles, ...own }),
  write: (title, own) => wiki.post('edit', { title, text: 'x', ...own }),
  readRest: (q) => wiki.rest.get('/v1/search/title', { query: { q, limit: 1 } }),
  writeRest: (title) => wiki.rest.post('/v1/page', { body: { title, source: 'x', comment: '' } }),
  signIn: (username) => wiki.clientLogin().submit({ username, password: 'not sent' }),
  missing: (page) => wiki.get('parse', { page }),
};

const failing = {
  /** The class and code of the error. */
  async act(api: string, options: Options, act: Act, title: string, own: object): Promise<string> {
    const userAgent = 'mwkit-tests/1.0 (tests@wiki.example)';
    // what fails here does so at the second try, too
    wiki = mwkit.createWiki(api, { userAgent, maxWait: 0, ...options, onExchange: () => count++ });
    try {
      await acts[act](title, own);
    } catch (thrown) {
      error = thrown;
      const { name, code } = thrown as Error & { code?: string };
      return `${name} ${code}`;
    }
    throw new Error('It has not failed.');
  },
  /** Why it failed, and of how many requests `onExchange` has been told meanwhile. */
  async explain(): Promise<{ readonly explanation: mwkit.Explanation; readonly told: number }> {
    count = 0;
    const explanation = await wiki.explain(error);
    return { explanation, told: count };
  },
  /** What `explain` rejects with when it is aborted. */
  async abort(milliseconds: number): Promise<string> {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('enough')), milliseconds);
    return wiki.explain(error, { signal: controller.signal }).then(
      ({ cause }) => cause,
      (reason: Error) => reason.message,
    );
  },
  /** Gets a cookie of each wiki: of somebody's session, or of nobody's. */
  async visit(apis: readonly string[], who?: { username: string; password: string }): Promise<void> {
    for (const api of apis) {
      const visited = mwkit.createWiki(api, { userAgent: 'mwkit-tests/1.0 (tests@wiki.example)' });
      await (who ? visited.clientLogin().submit(who) : visited.session.token('login'));
    }
  },
};

declare global {
  var failing: Failing;
}
export type Failing = typeof failing;

globalThis.failing = failing;
