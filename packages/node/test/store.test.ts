import {
  createWiki,
  leaseLock,
  type SessionSnapshot,
  type SessionStore,
  sharedSession,
  storageSession,
} from '@mwkit/node';
import { createTestWiki } from '@mwkit/testwiki';
import { createStorage } from 'unstorage';
import { describe, expect, test } from 'vitest';
import { botPasswords, userAgent } from './wikis.ts';

const credentials = { username: botPasswords.bot.name, password: botPasswords.bot.password };

/** A wiki, a store, and clients that share both as processes would. */
function shared(store: SessionStore = memory()) {
  const wiki = createTestWiki();
  const open = (options: object = { credentials }) =>
    createWiki(wiki.api, { userAgent, fetch: wiki.fetch, store, ...options });
  return { wiki, store, open, actions: () => wiki.requests.map(({ action }) => action) };
}

/** A `Storage` like a browser's. */
function memory(): SessionStore {
  const items = new Map<string, string>();
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
  return storageSession(storage, 'session');
}

/** A lock within this process. */
function locking(store: SessionStore): SessionStore {
  let holder: string | undefined;
  const lease = {
    acquire: async (owner: string) => holder === undefined && ((holder = owner), true),
    release: async () => void (holder = undefined),
  };
  return sharedSession(store, leaseLock(lease));
}

describe('the option `store`', () => {
  test('keeps what the first call signed in, with its token; the next wiki object goes on with both', async () => {
    const { open, actions, store } = shared();
    await open().post('edit', { title: 'A', text: 'x' });
    expect(actions()).toEqual(['query', 'login', 'query', 'edit']);
    expect(await store.read()).toMatchObject({ user: { name: 'Robot' }, signedInAt: expect.any(String) });

    const next = open({});
    await next.post('edit', { title: 'A', text: 'y' });
    expect(actions().slice(4)).toEqual(['edit']);
    expect(next.session.user?.name).toBe('Robot');
  });

  test('is written by login() and by the PASS of a sign-in, and emptied by logout()', async () => {
    const { wiki, open, store } = shared();
    await open({}).login(credentials);
    expect((await store.read())?.user?.name).toBe('Robot');
    await open({}).logout();
    expect(await store.read()).toBeUndefined();
    expect(wiki.requests.at(-1)?.action).toBe('logout');

    const { name, password } = { name: 'Alice', password: 'alice-password' };
    const other = createTestWiki({ users: { [name]: { password } } });
    const person = createWiki(other.api, { userAgent, fetch: other.fetch, store });
    await person.clientLogin().submit({ username: name, password });
    expect((await store.read())?.user?.name).toBe(name);
  });

  test('is not read where a session is given', async () => {
    const { open, store } = shared();
    await open().get('query', {});
    const session = await createWiki((await store.read())!.api, { userAgent }).session.save();
    const client = open({ session });
    await client.get('query', {});
    expect(client.session.user).toBeUndefined();
  });

  test('is read once by many first calls; what it throws they throw, and the next call reads again', async () => {
    const { store, open } = shared();
    await open().get('query', {});
    let reads = 0;
    const flaky: SessionStore = {
      ...store,
      read: () => (++reads === 1 ? Promise.reject(new Error('no connection')) : store.read()),
    };
    const client = open({ store: flaky });
    const first = await Promise.allSettled([client.get('query', {}), client.get('query', {})]);
    expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await Promise.all([client.get('query', {}), client.get('query', {})]);
    expect(reads).toBe(2);
    expect(client.session.user?.name).toBe('Robot');
  });

  test.each(['{"format":', '{"hello":1}'])('that holds no session, but %s, says so', async (text) => {
    const { open } = shared(storageSession({ getItem: () => text, setItem() {}, removeItem() {} }, 'session'));
    await expect(open().get('query', {})).rejects.toMatchObject({ name: 'UsageError', code: 'session-damaged' });
  });

  test('that cannot be written makes a sign-in fail, but no call that only has a new token', async () => {
    const store = memory();
    const { open, wiki } = shared(store);
    const full = () => Promise.reject(new Error('disk full'));
    await expect(open({ credentials, store: { ...store, write: full } }).get('query', {})).rejects.toThrow('disk full');
    await open().get('query', {});
    await open({ store: { ...store, write: full } }).post('edit', { title: 'A', text: 'x' });
    expect(wiki.text('A')).toBe('x');
  });

  test('that never answers ends the call by the timeout, not by waiting for ever', async () => {
    const never = () => new Promise<never>(() => {});
    const { open, store } = shared();
    await expect(open({ store: { ...store, read: never }, timeout: 50 }).get('query', {})).rejects.toMatchObject({
      name: 'NetworkError',
      code: 'timeout',
      outcomeUnknown: false,
    });
    await expect(
      open({ credentials, store: { ...store, write: never }, timeout: 50 }).get('query', {}),
    ).rejects.toMatchObject({ code: 'timeout' });
  });

  test('works with unstorage', async () => {
    const storage = createStorage();
    const { open, actions } = shared(storageSession(storage, 'session'));
    await open().post('edit', { title: 'A', text: 'x' });
    await open({}).post('edit', { title: 'A', text: 'y' });
    expect(actions()).toEqual(['query', 'login', 'query', 'edit', 'edit']);
    await open({}).logout();
    expect(await storage.hasItem('session')).toBe(false);
  });
});

describe('a shared session that has ended', () => {
  const logins = (actions: readonly (string | undefined)[]) => actions.filter((action) => action === 'login').length;

  test('is renewed by one of those who have it; the others wait and use it', async () => {
    const { wiki, open, actions } = shared(locking(memory()));
    const clients = Array.from({ length: 8 }, () => open());
    await Promise.all(clients.map((client) => client.get('query', {})));
    expect(logins(actions())).toBe(1);
    wiki.endSessions();
    const results = await Promise.all(clients.map((client, n) => client.post('edit', { title: `P${n}`, text: 'x' })));
    expect(results.map(({ edit }) => edit.result)).toEqual(clients.map(() => 'Success'));
    expect(logins(actions())).toBe(2);
  });

  test('is taken over by one that has no password', async () => {
    const { wiki, open } = shared(locking(memory()));
    const owner = open();
    await owner.get('query', {});
    const guest = open({});
    await guest.get('query', {});
    wiki.endSessions();
    await owner.get('query', {});
    await guest.get('query', {});
    expect(guest.session.user?.name).toBe('Robot');
    wiki.endSessions();
    await expect(guest.get('query', {})).rejects.toMatchObject({ code: expect.stringMatching(/^assert/) });
  });

  test('and whose successor has ended too, is renewed all the same', async () => {
    const { wiki, open, actions } = shared(locking(memory()));
    const idle = open();
    await idle.get('query', {});
    wiki.endSessions();
    await open().get('query', {});
    wiki.endSessions();
    await idle.get('query', {});
    expect(logins(actions())).toBe(3);
  });

  test('with wrong credentials: each gets the error, and the lock is free again', async () => {
    const { wiki, open } = shared(locking(memory()));
    const wrong = { ...credentials, password: 'x'.repeat(32) };
    const results = await Promise.allSettled([1, 2, 3].map(() => open({ credentials: wrong }).get('query', {})));
    for (const result of results)
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'wrong-credentials' } });
    await open().get('query', {});
    expect(wiki.requests.at(-1)?.action).toBe('query');
  });
});

describe('sharedSession', () => {
  test('says that a store cannot lock', () => {
    expect(() => sharedSession(memory())).toThrow(expect.objectContaining({ code: 'store-cannot-lock' }) as Error);
    expect(sharedSession(locking(memory())).exclusive).toBeTypeOf('function');
  });

  test('a lock that others do not give back ends the wait with an error', async () => {
    const lock = leaseLock({ acquire: async () => false, release: async () => {} }, { maxWait: 100 });
    const started = Date.now();
    await expect(lock(async () => 1)).rejects.toMatchObject({ name: 'UsageError', code: 'session-locked' });
    expect(Date.now() - started).toBeLessThan(1000);
  });

  test('a lock that never answers does too; one that cannot be given back changes nothing', async () => {
    const never = () => new Promise<never>(() => {});
    const deaf = leaseLock({ acquire: never, release: never }, { maxWait: 50 });
    await expect(deaf(async () => 1)).rejects.toMatchObject({ code: 'session-locked' });
    const sticky = { acquire: async () => true, release: () => Promise.reject(new Error('no connection')) };
    expect(await leaseLock(sticky)(async () => 1)).toBe(1);
  });

  test('an aborted call ends its own wait, not that of the others', async () => {
    let free: (saved: SessionSnapshot | undefined) => void = () => {};
    const store: SessionStore = { ...memory(), read: () => new Promise((resolve) => (free = resolve)) };
    const { open } = shared(store);
    const client = open({ credentials, store });
    const abort = new AbortController();
    const aborted = client.get('query', {}, { signal: abort.signal });
    const patient = client.get('query', {});
    abort.abort(new Error('enough'));
    await expect(aborted).rejects.toThrow('enough');
    const reading = setInterval(() => free(undefined), 1);
    await patient.finally(() => clearInterval(reading));
  });
});
