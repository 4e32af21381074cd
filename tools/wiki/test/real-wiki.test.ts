import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { overlays, prepareWiki, startWiki, unavailable, versions, type RealWiki } from '../src/index.ts';

const reason = await unavailable();
// Where real wikis cannot run, a developer is told; the build server must run them.
if (reason && !process.env['CI']) console.warn(`SKIPPED, real wikis: ${reason}`);
const skipIf = Boolean(reason) && !process.env['CI'];
const firstTime = { timeout: 300_000 };

async function get(wiki: RealWiki, parameters: Record<string, string>, init: RequestInit = {}) {
  const query = new URLSearchParams({ format: 'json', formatversion: '2', ...parameters });
  const response = await fetch(`${wiki.api}?${query}`, init);
  return (await response.json()) as { query?: { general: Record<string, string> } };
}

const pageStatus = async (wiki: RealWiki) => (await fetch(`${wiki.rest}/v1/page/Only_here`)).status;

/** Processes of a group that still run, by /proc: a zombie has ended. */
async function alive(group: number): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  return stats.filter((stat) => {
    const [state, , ofGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return ofGroup === String(group) && state !== 'Z';
  });
}

test('every settings file is an overlay, and every overlay has one', async () => {
  const files = await readdir(path.join(import.meta.dirname, '../php/overlays'));
  expect(files.map((name) => name.replace('.php', '')).toSorted()).toEqual([...overlays]);
});

test.skipIf(skipIf).for(versions)('%s answers as itself', firstTime, async (version) => {
  await prepareWiki(version);
  await using wiki = await startWiki({ version });
  const { query } = await get(wiki, { action: 'query', meta: 'siteinfo' });
  expect(query?.general.generator).toMatch(new RegExp(`^MediaWiki ${version.replace('.', '\\.')}\\.`));
  expect(query?.general.server).toBe(wiki.origin);
});

test.skipIf(skipIf)('two wikis have separate data', firstTime, async () => {
  await using one = await startWiki({ version: '1.43' });
  await using two = await startWiki({ version: '1.43', dbName: 'other' });
  const edit = new URLSearchParams({ title: 'Only here', text: 'x', token: '+\\' });
  expect(await get(one, { action: 'edit' }, { method: 'POST', body: edit })).toMatchObject({
    edit: { result: 'Success' },
  });
  expect([await pageStatus(one), await pageStatus(two)]).toEqual([200, 404]);
});

test.skipIf(skipIf).for(versions)('%s: stop() leaves no process and no port', firstTime, async (version) => {
  const wiki = await startWiki({ version, workers: 3 });
  expect((await alive(wiki.group)).length).toBeGreaterThan(3);
  await wiki.stop();
  expect(await alive(wiki.group)).toEqual([]);
  await expect(fetch(wiki.api)).rejects.toThrow('fetch failed');
});

test.skipIf(skipIf).for(versions)('%s: read-only and lag come and go', firstTime, async (version) => {
  await using wiki = await startWiki({ version });
  const edit = () =>
    get(
      wiki,
      { action: 'edit' },
      { method: 'POST', body: new URLSearchParams({ title: 'T', text: 'x', token: '+\\' }) },
    );
  await wiki.setReadOnly('Backup');
  expect(await edit()).toMatchObject({ error: { code: 'readonly', readonlyreason: 'Backup' } });
  await wiki.setReadOnly(null);
  expect(await edit()).toMatchObject({ edit: { result: 'Success' } });
  const lagged = () => get(wiki, { action: 'query', maxlag: '5' });
  await wiki.setLag(7.5);
  expect(await lagged()).toMatchObject({ error: { code: 'maxlag', lag: 7.5 } });
  await wiki.setLag(null);
  expect(await lagged()).not.toHaveProperty('error');
});

test.skipIf(skipIf)('requests() lists what was asked, in order, and nothing else', firstTime, async () => {
  await using wiki = await startWiki({ version: '1.43' });
  expect(await wiki.requests()).toEqual([]);
  await get(wiki, { action: 'query' });
  await get(wiki, { action: 'query' }, { method: 'PUT' });
  await fetch(`${wiki.rest}/v1/page/Nosuch`, { method: 'HEAD' });
  expect(await wiki.requests()).toEqual([
    { method: 'GET', path: '/w/api.php?format=json&formatversion=2&action=query', status: 200 },
    { method: 'PUT', path: '/w/api.php?format=json&formatversion=2&action=query', status: 405 },
    { method: 'HEAD', path: '/w/rest.php/v1/page/Nosuch', status: 404 },
  ]);
});

test.skipIf(skipIf)('mail is kept, overlays and settings apply', firstTime, async () => {
  await using wiki = await startWiki({ version: '1.43', overlays: ['email'], settings: "$wgSitename = 'Mine';" });
  const { query } = await get(wiki, { action: 'query', meta: 'siteinfo' });
  expect(query?.general.sitename).toBe('Mine');
  expect(await wiki.mails()).toEqual([]);
  const body = new URLSearchParams({ user: wiki.accounts.user.name, token: '+\\' });
  await get(wiki, { action: 'resetpassword' }, { method: 'POST', body });
  const mails = await wiki.mails();
  expect(mails.map(({ to }) => to)).toEqual([[wiki.accounts.user.email]]);
});

test.skipIf(skipIf)('every overlay starts, on both versions', firstTime, async () => {
  for (const version of versions) {
    for (const overlay of overlays) {
      await using wiki = await startWiki({ version, overlays: [overlay] });
      expect(await get(wiki, { action: 'query', meta: 'tokens' })).toHaveProperty('query.tokens.csrftoken');
    }
  }
});

test.skipIf(skipIf)('settings that MediaWiki cannot read are told at once', firstTime, async () => {
  await expect(startWiki({ version: '1.43', settings: 'nonsense(' })).rejects.toThrow(
    /MediaWiki does not start.*\n?.*/,
  );
});

test.skipIf(skipIf)('a start can be aborted', firstTime, async () => {
  const signal = AbortSignal.abort();
  await expect(startWiki({ version: '1.43', signal })).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
});
