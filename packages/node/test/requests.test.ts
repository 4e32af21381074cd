import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { botPasswords, start, type TestedWiki, wikis } from './wikis.ts';

const credentials = { username: botPasswords.bot.name, password: botPasswords.bot.password };
const titles = ['Requests 1', 'Requests 2', 'Requests 3'];

describe.for(wikis)('how many requests it takes: $kind', ({ kind, skip }) => {
  let wiki: TestedWiki;
  beforeAll(async () => {
    if (!skip) wiki = await start(kind);
  });
  afterAll(() => wiki?.[Symbol.asyncDispose]());

  /** Requests that reach the wiki while something is done. */
  async function counted(work: () => Promise<unknown>): Promise<number> {
    const before = await wiki.requestCount();
    await work();
    return (await wiki.requestCount()) - before;
  }

  test.skipIf(skip)('signing in and three edits: 6; three more in the resumed session: 3', async () => {
    const client = wiki.open();
    const edit = (on: typeof client, title: string) => on.post('edit', { title, text: `${title} ${Math.random()}` });
    expect(
      await counted(async () => {
        await client.login(credentials);
        for (const title of titles) expect((await edit(client, title)).edit.result).toBe('Success');
      }),
    ).toBe(6);

    const saved = JSON.parse(JSON.stringify(await client.session.save())) as Awaited<
      ReturnType<typeof client.session.save>
    >;
    const resumed = wiki.open({ session: saved });
    expect(
      await counted(async () => {
        for (const title of titles) expect((await edit(resumed, title)).edit.result).toBe('Success');
      }),
    ).toBe(3);
    expect(resumed.session.user?.name).toBe('Robot');
  });

  test.skipIf(skip)('five edits at once, with no token: 6', async () => {
    const client = wiki.open();
    await client.login(credentials);
    const edits = [1, 2, 3, 4, 5].map(
      (n) => () => client.post('edit', { title: `At once ${n}`, text: `${Math.random()}` }),
    );
    expect(
      await counted(async () => {
        const answers = await Promise.all(edits.map((edit) => edit()));
        expect(answers.map(({ edit }) => edit.result)).toEqual(Array(5).fill('Success'));
      }),
    ).toBe(6);
  });

  test.skipIf(skip)(
    'forty calls after the session was lost, with credentials left: one sign-in, and all succeed',
    async () => {
      const purposes: string[] = [];
      const client = wiki.open({ credentials, onExchange: ({ purpose }) => purposes.push(purpose) });
      await client.login();
      const session = await client.session.save();
      await client.post('edit', { title: 'Forty', text: 'before' });
      // the cookies are gone, as after a restart of the wiki's session cache; user and token are still believed
      client.session.resume({ ...session, tokens: (await client.session.save()).tokens, cookies: [] });
      purposes.length = 0;
      // four pages, each written once: two edits of one page at the same time are a conflict, also on a wiki
      const work = Array.from({ length: 40 }, async (_, n) =>
        n % 10 === 0
          ? (await client.post('edit', { title: `Forty ${n}`, text: `${n}` })).edit.result
          : (await client.get('query', { meta: 'userinfo' })).query?.userinfo?.name,
      );
      const answers = await Promise.all(work);
      expect(answers.filter((answer) => answer === 'Robot')).toHaveLength(36);
      expect(answers.filter((answer) => answer === 'Success')).toHaveLength(4);
      expect(purposes.filter((purpose) => purpose === 'action=login')).toHaveLength(1);
    },
  );

  test.skipIf(skip)('with credentials left, the first call signs in by itself', async () => {
    const client = wiki.open({ credentials });
    const { query } = await client.get('query', { meta: 'userinfo' });
    expect(query?.userinfo?.name).toBe('Robot');
  });

  test.skipIf(skip)('signing out ends the session on the wiki too', async () => {
    const client = wiki.open();
    await client.login(credentials);
    const saved = await client.session.save();
    expect(await counted(() => client.logout())).toBe(2);
    expect(client.session.user).toBeUndefined();
    await expect(wiki.open({ session: saved }).get('query', { meta: 'userinfo' })).rejects.toMatchObject({
      name: 'ApiError',
      code: expect.stringMatching(/^assert/),
    });
    // nothing left to end
    await client.logout();
  });
});
