import { createWiki, type Wiki, type WikiOptions } from '@mwkit/node';
import { validators } from '@mwkit/node/validators';
import { accounts } from '@mwkit/wiki';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { start, type TestedWiki, userAgent, wikis } from './wikis.ts';

const admin = { username: accounts.admin.name, password: accounts.admin.password };

/**
 * What becomes of a write: `lost`: carried out, and the answer lost; `half`: and half of it lost; `late`: the connection is lost
 * at once, and the write carried out a while after; `never`: lost before it reached the wiki; `dark`: as `lost`, and from then on
 * nothing comes through.
 */
type Fate = 'pass' | 'lost' | 'half' | 'late' | 'never' | 'dark';

describe.for(wikis)('the answer of a write is lost: $kind', ({ kind, skip }) => {
  let tested: TestedWiki;
  let wiki: Wiki;
  let session: NonNullable<WikiOptions['session']>;
  const late: Promise<unknown>[] = [];
  beforeAll(async () => {
    if (skip) return;
    tested = await start(kind);
    wiki = tested.open();
    await wiki.login(admin);
    await wiki.session.token('csrf');
    await wiki.session.token('watch');
    session = await wiki.session.save();
  });
  afterAll(async () => {
    await Promise.allSettled(late);
    await tested?.[Symbol.asyncDispose]();
  });

  /** A client whose moves, deletions and watches have these fates, one after the other; and how many it has sent. */
  function losing(...fates: Fate[]): { client: Wiki; sent: () => number } {
    let sent = 0;
    let down = false;
    const send = tested.fetch ?? globalThis.fetch;
    const fetch: NonNullable<WikiOptions['fetch']> = async (input, init) => {
      const isWrite = typeof init.body === 'string' && /action=(move|delete|watch)/.test(init.body);
      const fate = isWrite ? (fates[sent++] ?? 'pass') : 'pass';
      if (fate === 'late') {
        const { signal: _, ...others } = init;
        late.push(new Promise((resolve) => setTimeout(resolve, 100)).then(() => send(input, others)));
      }
      if (down || fate === 'never' || fate === 'late') throw new TypeError('fetch failed');
      const answer = await send(input, init);
      if (fate === 'pass') return answer;
      const text = await answer.text();
      if (fate === 'half') return new Response(text.slice(0, text.length / 2), answer);
      down = fate === 'dark';
      throw new TypeError('fetch failed');
    };
    return { client: createWiki(tested.api, { userAgent, validators, fetch, session }), sent: () => sent };
  }

  const made = async (...titles: string[]) => {
    for (const title of titles) await wiki.page(title).edit(`Text of ${title}.`);
  };
  const unknown = { outcomeUnknown: true };

  test.skipIf(skip)('a move is found in the log, and told as the wiki would have', async () => {
    const { client, sent } = losing('pass', 'lost', 'half', 'lost', 'late');
    const results: unknown[] = [];
    for (const title of ['One', 'Two', 'Three']) {
      await made(title);
      const moved = await client.page(title).move(`talk:${title}_b`, { reason: 'better  named, <é>' });
      results.push(JSON.parse(JSON.stringify(moved).replaceAll(title, 'X')));
    }
    expect(results).toEqual(Array.from({ length: 3 }, () => results[0]));
    expect(results[0]).toMatchObject({ from: 'X', to: 'Talk:X b', redirectcreated: true, moveoverredirect: false });
    await made('Four');
    expect(await client.page('four').move('five', { noredirect: true })).toEqual({
      from: 'Four',
      to: 'Five',
      reason: '',
      redirectcreated: false,
      moveoverredirect: false,
    });
    // over the redirect that the first one has left
    const back = await client.page('Talk:One b').move('One');
    expect(back).toMatchObject({ from: 'Talk:One b', to: 'One', redirectcreated: true, moveoverredirect: true });
    expect(sent()).toBe(5);
  });

  test.skipIf(skip)('a move with its discussion page', async () => {
    await made('Six', 'Talk:Six', 'User:Admin/Six', 'User talk:Admin/Six');
    const { client } = losing('pass', 'lost', 'lost');
    const how = { movetalk: true, noredirect: true };
    const told = await client.page('Six').move('User:Admin/Seven', how);
    expect(await client.page('User:Admin/Six').move('Six', how)).toEqual({
      from: 'User:Admin/Six',
      to: 'Six',
      reason: '',
      redirectcreated: false,
      moveoverredirect: false,
      talkfrom: 'User talk:Admin/Six',
      talkto: 'Talk:Six',
    });
    expect(told).toMatchObject({ talkfrom: 'Talk:Six', talkto: 'User talk:Admin/Seven' });
    // none is there to be moved
    await wiki.page('Talk:Six').delete();
    expect(await client.page('Six').move('Eight', how)).not.toHaveProperty('talkfrom');
  });

  test.skipIf(skip)('a deletion is found in the log', async () => {
    const { client, sent } = losing('pass', 'lost', 'half', 'late');
    await made('A', 'B', 'C', 'D');
    const first = await client.page('A').delete({ reason: 'done  with it' });
    const results = [
      await client.page('b').delete({ reason: 'done  with it' }),
      await client.page('C').delete(),
      await client.page('D').delete({ reason: 'x'.repeat(600) }),
    ];
    expect(results.map(({ title }) => title)).toEqual(['B', 'C', 'D']);
    expect(results[0]).toEqual({ ...first, title: 'B', logid: expect.any(Number) });
    // the wiki's own
    expect(results[1]?.reason).toContain('content was: "Text of C."');
    const asked = { list: ['logevents'], letype: 'delete', lelimit: 3, leprop: ['ids'] };
    const { query } = await wiki.get('query', asked);
    const { logevents } = query as unknown as { logevents: { logid: number }[] };
    expect(results.map(({ logid }) => logid)).toEqual(logevents.map(({ logid }) => logid).toReversed());
    expect(sent()).toBe(4);
  });

  test.skipIf(skip)('what is not there for sure is an error, and not sent again', async () => {
    await made('Here', 'There', 'Mine', 'Ours', 'Again', 'Way');
    const clients = Array.from({ length: 7 }, () => losing('never'));
    const page = (n: number, title: string) => clients[n]!.client.page(title);
    const dark = losing('dark');
    const refused = losing('lost');
    const unwatch = losing('never', 'never', 'never', 'never', 'pass');
    // one that was taken back since is no proof
    await wiki.page('Again').delete({ reason: 'why' });
    await wiki.page('Way').move('Away', { reason: 'why' });
    await Promise.all([made('Again'), wiki.page('Away').move('Way', { reason: 'back' })]);
    const lost = [
      page(0, 'Here').move('Elsewhere'),
      page(1, 'There').delete(),
      page(2, 'Again').delete({ reason: 'why' }),
      page(3, 'Way').move('Away', { reason: 'why' }),
      dark.client.page('Again').delete({ reason: 'done, and nobody can look' }),
      refused.client.page('Nowhere').move('Anywhere'),
      unwatch.client.watch('Main Page', { unwatch: true }),
      // others do the same, with another target or reason
      page(4, 'Mine').move('Hers', { reason: 'mine' }),
      page(5, 'Ours').delete({ reason: 'mine' }),
    ].map((call) => expect(call).rejects.toMatchObject(unknown));
    const controller = new AbortController();
    const aborted = page(6, 'Here').delete({ signal: controller.signal });
    const others = async () => {
      await vi.waitFor(() => expect(clients[6]!.sent()).toBe(1), 5000);
      controller.abort(new Error('enough'));
      await wiki.page('Mine').move('His', { reason: 'mine' });
      await wiki.page('Ours').delete({ reason: 'theirs' });
    };
    await Promise.all([...lost, expect(aborted).rejects.toThrow('enough'), others()]);
    expect([dark, refused, ...clients].map(({ sent }) => sent())).toEqual(Array.from({ length: 9 }, () => 1));
    // but for a watch, which may come twice
    expect(unwatch.sent()).toBe(4);
    const left = ['Here', 'There', 'Way'].map((title) => wiki.page(title).text());
    expect(await Promise.all(left)).toEqual(['Text of Here.', 'Text of There.', 'Text of Way.']);
  });

  test.skipIf(skip)('a refusal stays one', async () => {
    await expect(losing('pass').client.page('Nowhere').delete()).rejects.toMatchObject({ code: 'missingtitle' });
  });

  test.skipIf(skip)('watching is sent again', async () => {
    const { client, sent } = losing('lost', 'half', 'pass');
    expect(await client.watch('Main Page')).toEqual([{ title: 'Main Page', ns: 0, watched: true }]);
    expect(sent()).toBe(3);
  });
});
