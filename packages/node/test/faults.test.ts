import { readFile } from 'node:fs/promises';
import { createWiki, type Wiki, type WikiOptions } from '@mwkit/node';
import { createTestWiki } from '@mwkit/testwiki';
import { serve } from '@mwkit/testwiki/serve';
import { startWiki } from '@mwkit/wiki';
import { describe, expect, test } from 'vitest';
import { optionsOf } from '../../testwiki/test/overlays.ts';
import { faults, startProxy, type Trap } from './fault-proxy.ts';
import { accounts, userAgent, type WikiKind, wikis } from './wikis.ts';

// the grants of the bot password do not reach to uploads
const credentials = { username: accounts.bot.name, password: accounts.bot.password };
const marker = 'Ein Wort, ä';

interface Operation {
  /** The request that the fault befalls. */
  readonly at: RegExp;
  readonly write: boolean;
  /** Done by somebody who is signed in, or by nobody. */
  readonly signedIn: boolean;
  /** Says what came of it, in one word. */
  readonly run: (wiki: Wiki, title: string) => Promise<unknown>;
}

/** The columns of the table, in its order. */
const operations: readonly Operation[] = [
  {
    at: /prop=info/,
    write: false,
    signedIn: true,
    run: async (wiki, title) => {
      const { query } = await wiki.get('query', { titles: title, prop: ['info'] });
      expect(query?.pages?.map((page) => page.title)).toEqual([title]);
      return 'Success';
    },
  },
  {
    at: /action=edit/,
    write: true,
    signedIn: true,
    run: async (wiki, title) =>
      (await wiki.post('edit', { title, appendtext: `\n${marker}`, summary: 'ä' })).edit.result,
  },
  {
    at: /lgpassword=/,
    write: true,
    signedIn: false,
    run: async (wiki) => ((await wiki.login(credentials)).username === 'Robot' ? 'Success' : 'wrong'),
  },
  {
    at: /action=clientlogin/,
    write: true,
    signedIn: false,
    run: async (wiki) => {
      const { name: username, password } = accounts.user;
      const { status } = await wiki.clientLogin().submit({ username, password });
      return status === 'PASS' ? 'Success' : status;
    },
  },
  {
    at: /name="chunk"/,
    write: true,
    signedIn: true,
    run: async (wiki, title) => {
      const chunk = new Blob([new Uint8Array(2000)]);
      const parameters = {
        filename: `${title}.png`,
        filesize: 4000,
        offset: 0,
        chunk,
        stash: true,
        ignorewarnings: true,
      };
      const { upload } = await wiki.post('upload', parameters);
      return (upload as { result: string }).result === 'Continue' ? 'Success' : 'wrong';
    },
  },
];

/** What docs/etiquette.md says of each fault, in the order of the operations. */
async function documented(): Promise<Map<string, readonly string[]>> {
  const text = await readFile(new URL('../../../docs/etiquette.md', import.meta.url), 'utf8');
  const section = text.slice(text.indexOf('| fault |'));
  const rows = section.slice(0, section.indexOf('\n\n')).trim().split('\n').slice(2);
  const cells = rows.map((row) => row.split('|').map((cell) => cell.trim().replaceAll('`', '')));
  return new Map(cells.map(([, fault = '', ...outcomes]) => [fault, outcomes.slice(0, operations.length)]));
}

async function startReal(kind: WikiKind): Promise<AsyncDisposable & { readonly api: string }> {
  if (kind !== 'testwiki') {
    const wiki = await startWiki({ version: kind, overlays: ['uploads'] });
    return { api: wiki.api, [Symbol.asyncDispose]: () => wiki.stop() };
  }
  const served = await serve(createTestWiki(optionsOf(['uploads'])));
  return { api: served.api, [Symbol.asyncDispose]: () => served.close() };
}

/** Milliseconds. One request with no answer, and all waits of a call; the wiki itself is given time. */
const limits = { timeout: 1200, maxWait: 400, slack: 6000 };

describe.for(wikis)('every fault at every kind of call: $kind', ({ kind, skip }) => {
  test.skipIf(skip)(
    'ends as documented, in time, and is done once',
    async ({ onTestFailed }) => {
      const expected = await documented();
      expect([...expected.keys()]).toEqual(Object.keys(faults));
      await using wiki = await startReal(kind);
      await using proxy = await startProxy(wiki.api);
      const direct = createWiki(wiki.api, { userAgent, concurrency: 6 });
      const open = (name: string, options: Partial<WikiOptions>) =>
        createWiki(proxy.api, { userAgent: `mwkit-tests/1.0 (${name}; tests@wiki.example)`, ...options });
      const first = open('first', {});
      await first.login(credentials);
      await first.session.token('csrf');
      const session = await first.session.save();

      const cell = async (fault: string, operation: Operation, column: number) => {
        const title = `Störung ${fault.replaceAll(/\W/g, '-')} ${column}`;
        const name = `cell-${fault}-${column}`;
        const trap: Trap = { fault, at: operation.at, came: 0, forwarded: 0 };
        proxy.traps.set(name, trap);
        const client = open(name, {
          ...(operation.signedIn && { session, credentials }),
          maxWait: limits.maxWait,
          ...(fault === 'timeout' && { timeout: limits.timeout }),
        });
        const started = performance.now();
        const ended = await operation.run(client, title).catch((error: unknown) => error);
        const milliseconds = performance.now() - started;
        const error = ended as { code?: string; outcomeUnknown?: boolean };
        const outcome = ended === 'Success' ? 'done' : (error.code ?? String(ended));
        expect(milliseconds, `${name}: a hang`).toBeLessThan(limits.timeout + limits.maxWait + limits.slack);
        expect(trap.came, `${name}: the fault did not happen`).toBeGreaterThan(0);
        // what the wiki itself refused is sent again; what it may have carried out is not
        const refused = ['badtoken', 'session lost'].includes(fault) && outcome === 'done' && trap.came > 1;
        if (operation.write) expect(trap.forwarded, `${name}: sent twice (${outcome})`).toBe(refused ? 2 : 1);
        const unseen = ['connection reset', 'timeout', 'truncated JSON', 'HTML error page'].includes(fault);
        if (operation.write && unseen) expect(error.outcomeUnknown, name).toBe(true);
        if (operation.at.source === 'action=edit') {
          const { query } = await direct.get('query', {
            titles: title,
            prop: ['revisions'],
            rvprop: ['content'],
            rvslots: ['main'],
          });
          const text = JSON.stringify(query?.pages?.[0]);
          expect(text.split(marker).length - 1, `${name}: on the page`).toBe(1);
        }
        return outcome;
      };

      const rows: [string, string[]][] = [];
      onTestFailed(() => console.log(rows));
      for (const fault of Object.keys(faults))
        rows.push([fault, await Promise.all(operations.map((operation, column) => cell(fault, operation, column)))]);
      const heads = ['read', 'write', 'login', 'flow step', 'upload chunk'];
      const line = (cells: readonly string[]) =>
        cells
          .map((text) => text.padEnd(18))
          .join('')
          .trimEnd();
      console.log(
        [`${kind}:`, line(['fault', ...heads]), ...rows.map(([fault, cells]) => line([fault, ...cells]))].join('\n'),
      );
      expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(expected));
    },
    60_000,
  );
});
