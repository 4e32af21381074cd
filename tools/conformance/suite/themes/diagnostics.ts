import type { Suite } from '../suite.ts';

type Listener = (event: unknown, name: unknown) => void;

/** What Node, Deno, Bun and today's Workers have. */
const { process, Bun } = globalThis as unknown as {
  readonly process?: {
    getBuiltinModule(id: 'node:diagnostics_channel'): {
      subscribe(name: string, listener: Listener): void;
      unsubscribe(name: string, listener: Listener): void;
    };
  };
  /** Whose garbage collector takes channels that nobody holds. */
  readonly Bun?: { gc(now: true): void };
};

const names = ['mwkit:request', 'mwkit:exchange'];

export function diagnostics({ theme, test, env, open }: Suite): void {
  theme('diagnostics', () => {
    test('channels have what hooks are told, of all wiki objects, with no secret', ['botPassword'], async (assert) => {
      const channels = process!.getBuiltinModule('node:diagnostics_channel');
      const heard: { name: unknown; api: unknown; purpose: unknown }[] = [];
      const texts: string[] = [];
      const listener: Listener = (event, name) => {
        const { api, purpose } = event as { api: unknown; purpose: unknown };
        heard.push({ name, api, purpose });
        texts.push(JSON.stringify(event));
      };
      const { wiki, exchanges } = open();
      const siteinfo = () => wiki.get('query', { meta: 'siteinfo' });
      await siteinfo();
      for (const name of names) channels.subscribe(name, listener);
      Bun?.gc(true);
      const { name: username, password } = env.people.botPassword!;
      try {
        await open({ credentials: { username, password } }).wiki.get('query', { meta: 'userinfo' });
        await siteinfo();
      } finally {
        for (const name of names) channels.unsubscribe(name, listener);
      }
      await siteinfo();

      const ask = (purpose: string) => names.map((name) => ({ name, api: env.api, purpose }));
      assert.deepEqual(heard.slice(-4), [...ask('action=query'), ...ask('action=query')]);
      assert.ok(heard.some(({ purpose }) => purpose === 'action=login'));
      for (const secret of [password, encodeURIComponent(password)]) assert.notOk(texts.join('').includes(secret));
      // and the caller's own hook is told all the time
      assert.equal(exchanges.length, 3);
    });
  });
}
