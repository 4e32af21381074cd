import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWiki, type SessionSnapshot, sessionFile } from '@mwkit/node';
import { createTestWiki } from '@mwkit/testwiki';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { botPasswords, userAgent } from './wikis.ts';

const bot = { username: botPasswords.bot.name, password: botPasswords.bot.password };

/** A signed-in session, saved. */
async function savedSession(): Promise<{ wiki: ReturnType<typeof createTestWiki>; saved: SessionSnapshot }> {
  const wiki = createTestWiki();
  const client = createWiki(wiki.api, { userAgent, fetch: wiki.fetch });
  await client.login(bot);
  await client.post('edit', { title: 'A', text: 'x' });
  return { wiki, saved: await client.session.save() };
}

describe('a saved session', () => {
  test('is JSON, says that it is secret, and holds user, cookies and tokens, but no password', async () => {
    const { wiki, saved } = await savedSession();
    expect(saved).toMatchObject({
      format: 'mwkit-session',
      version: 1,
      secret: true,
      api: wiki.api,
      user: { name: 'Robot' },
    });
    expect(Object.keys(saved.tokens)).toEqual(['csrf']);
    expect(saved.cookies.map(({ key }) => key)).toContain('wiki_BPsession');
    expect(JSON.parse(JSON.stringify(saved))).toEqual(saved);
    expect(JSON.stringify(saved)).not.toContain(bot.password);
  });

  test('is resumed with no request at all', async () => {
    const { wiki, saved } = await savedSession();
    const before = wiki.requests.length;
    const client = createWiki(wiki.api, {
      userAgent,
      fetch: wiki.fetch,
      session: JSON.parse(JSON.stringify(saved)) as SessionSnapshot,
    });
    expect(client.session.user?.name).toBe('Robot');
    await client.post('edit', { title: 'A', text: 'y' });
    expect(wiki.requests.slice(before).map(({ action }) => action)).toEqual(['edit']);
  });

  test('keeps when a cookie ends, and drops those that have', async () => {
    const { saved } = await savedSession();
    const at = (expires: string) => ({
      ...saved,
      cookies: saved.cookies.slice(0, 1).map((cookie) => ({ ...cookie, expires })),
    });
    const reload = async (session: SessionSnapshot) =>
      (await createWiki(saved.api, { userAgent, session }).session.save()).cookies.map(({ expires }) => expires);
    expect(await reload(at('2999-01-01T00:00:00.000Z'))).toEqual(['2999-01-01T00:00:00.000Z']);
    expect(await reload(at('2001-01-01T00:00:00.000Z'))).toEqual([]);
  });

  test.each([
    ['not an object', 'session-damaged', () => 'x'],
    ['null', 'session-damaged', () => null],
    ['of something else', 'session-damaged', () => ({ hello: 1 })],
    ['without cookies', 'session-damaged', (s: SessionSnapshot) => ({ ...s, cookies: undefined })],
    ['with damaged tokens', 'session-damaged', (s: SessionSnapshot) => ({ ...s, tokens: { csrf: 1 } })],
    ['with a damaged user', 'session-damaged', (s: SessionSnapshot) => ({ ...s, user: 'Robot' })],
    ['of a newer mwkit', 'session-too-new', (s: SessionSnapshot) => ({ ...s, version: 2 })],
    [
      'of another wiki',
      'session-of-other-wiki',
      (s: SessionSnapshot) => ({ ...s, api: 'https://other.example/api.php' }),
    ],
  ])('%s is refused: %s', async (_, code, spoil) => {
    const { saved } = await savedSession();
    const spoiled = spoil(saved) as SessionSnapshot;
    expect(() => createWiki(saved.api, { userAgent, session: spoiled })).toThrow(
      expect.objectContaining({ name: 'UsageError', code }) as Error,
    );
    // and leaves the session as it was
    const client = createWiki(saved.api, { userAgent, session: saved });
    expect(() => client.session.resume(spoiled)).toThrow(expect.objectContaining({ code }) as Error);
    expect(client.session.user?.name).toBe('Robot');
  });

  test('that the wiki has ended shows at the next call, and says what to do', async () => {
    const { wiki, saved } = await savedSession();
    wiki.endSessions();
    const client = createWiki(wiki.api, { userAgent, fetch: wiki.fetch, session: saved });
    const error = await client.post('edit', { title: 'A', text: 'never' }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'ApiError', code: expect.stringMatching(/^assert/) });
    expect((error as Error).message).toMatch(/sign in|log in/i);
    expect(wiki.text('A')).toBe('x');
  });
});

describe('sessionFile', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mwkit-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('writes 0600 in a 0700 folder, replaces in one step, removes', async () => {
    const { saved } = await savedSession();
    const file = sessionFile(join(folder, 'made', 'session.json'));
    expect(await file.read()).toBeUndefined();
    await file.write(saved);
    expect((await stat(file.path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'made'))).mode & 0o777).toBe(0o700);
    expect(await file.read()).toEqual(saved);
    await Promise.all([file.write(saved), file.write({ ...saved, tokens: {} })]);
    expect(await file.read()).toMatchObject({ format: 'mwkit-session' });
    expect(await readdir(join(folder, 'made'))).toEqual(['session.json']);
    await file.remove();
    await file.remove();
    expect(await file.read()).toBeUndefined();
  });

  test('a file that others may read is written anew for its owner only', async () => {
    const { saved } = await savedSession();
    const path = join(folder, 'session.json');
    await writeFile(path, 'x', { mode: 0o644 });
    await sessionFile(path).write(saved);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test('a write that fails leaves the old session, and no half of the new one', async () => {
    const { saved } = await savedSession();
    const file = sessionFile(join(folder, 'session.json'));
    await file.write(saved);
    const before = await readFile(file.path, 'utf8');
    await expect(file.write({ ...saved, savedAt: 1n as never })).rejects.toThrow(TypeError);
    expect(await readFile(file.path, 'utf8')).toBe(before);
    expect(await readdir(folder)).toEqual(['session.json']);
  });

  test('a file that is not JSON is refused by its path', async () => {
    const path = join(folder, 'session.json');
    await writeFile(path, '{"format":');
    await expect(sessionFile(path).read()).rejects.toMatchObject({ name: 'UsageError', code: 'session-damaged' });
    await expect(sessionFile(path).read()).rejects.toThrow(path);
  });
});
