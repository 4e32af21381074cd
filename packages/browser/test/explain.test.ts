// Why calls failed, in real browsers, which tell the page no more than that they did.
import { basename } from 'node:path';
import { makeCertificate, type Certificate, type Page } from '@mwkit/browsers';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBrowser } from './across/browsers.ts';
import { startSite, type Site } from './across/site.ts';
import { accounts, with145 } from './across/wikis.ts';
import { cases, strangerCases, type Case } from './explain/cases.ts';
import type { Failing } from './explain/page.ts';
import { openPage, prepare, run, wanted, type Target } from './explain/run.ts';
import { type Answer, lost, startLossy, startNothing, startStranger } from './explain/strangers.ts';
import { startVariants, variants, type Started } from './explain/wikis.ts';

declare const failing: Failing;

const hosts = [
  ...['app', 'other', 'lossy', 'stranger', ...Object.keys(variants)].map((name) => `${name}.wiki.test`),
  'app.test',
  'secure.test',
  'private.secure.test',
];
const visitor = { username: accounts.user.name, password: accounts.user.password };

/** How many cases, by cause, browser and wiki. */
const cells = new Map<string, number>();
const columns = new Set<string>();

const settings = { hosts, thirdPartyCookies: 'blocked' } as const;
const browsers = await Promise.all((['chromium', 'firefox'] as const).map((name) => startBrowser(name, settings)));
const opened = new AsyncDisposableStack();
let certificate: Certificate;
const pagesOf = new Map<string, Record<Case['from'], Page>>();

beforeAll(async () => {
  certificate = await makeCertificate(hosts);
  const start = async (host: string, isSecure = false) =>
    opened.use(await startSite(host, isSecure ? { certificate } : {})).page;
  const [app, other, secure] = [
    await start('app.wiki.test'),
    await start('other.wiki.test'),
    await start('app.test', true),
  ];
  for (const browser of browsers) {
    if (browser.skip) continue;
    const context = opened.use(await browser.newContext());
    pagesOf.set(browser.name, {
      app: await openPage(context, app),
      other: await openPage(context, other),
      own: await context.newPage(),
      secure: await openPage(context, secure),
    });
  }
});
afterAll(() => opened.disposeAsync());

/** Runs the cases, and counts them. */
async function check(name: string, wiki: string, which: readonly Case[], targets: Readonly<Record<string, Target>>) {
  const found: Record<string, object> = {};
  const expected: Record<string, object> = {};
  columns.add(wiki);
  for (const one of which) {
    const { cause, act, own = {}, from, to, as } = one;
    const what = `${cause}: ${act} ${JSON.stringify(own)} from ${from} to ${to} as ${as}`;
    found[what] = await run(one, pagesOf.get(name)![from], targets[to]!);
    expected[what] = wanted(one);
    const cell = `${cause} ${name} ${wiki}`;
    cells.set(cell, (cells.get(cell) ?? 0) + 1);
  }
  return { found, expected };
}

describe.for(with145)('$kind', ({ kind, skip }) => {
  const stack = new AsyncDisposableStack();
  const sites: Record<string, Site> = {};
  let wiki: Started;

  beforeAll(async () => {
    if (skip) return;
    const start = async (host: string, isSecure = false) =>
      stack.use(await startSite(host, isSecure ? { certificate } : {}));
    sites['secure'] = await start('secure.test', true);
    sites['private secure'] = await start('private.secure.test', true);
    for (const label of Object.keys(variants)) sites[label] ??= await start(`${label}.wiki.test`);
    wiki = stack.use(await startVariants(kind, sites));
    for (const [label, site] of Object.entries(sites)) site.wiki = wiki.origins[label];
  });
  afterAll(() => stack.disposeAsync());

  test.for(browsers)('$name', { timeout: 60_000 }, async ({ name, skip: noBrowser }, context) => {
    if (skip || noBrowser) context.skip();
    await using lossy = await startLossy('lossy.wiki.test', wiki.origins['signed']);
    const targets: Record<string, Target> = { ...sites, lossy };
    const pages = pagesOf.get(name)!;
    const visit = async (page: Page, labels: string[], as?: typeof visitor) => {
      const apis = labels.map((label) => targets[label]!.api);
      await page.evaluate((urls, who) => failing.visit(urls, who ?? undefined), apis, as ?? null);
    };
    const goto = async (label: string) => {
      await pages.own.goto(sites[label]!.page);
      await prepare(pages.own);
    };
    if (wiki.origins['noagent'] !== undefined) {
      // from elsewhere nobody can sign in there: that is a write
      await goto('noagent');
      await visit(pages.own, ['noagent'], visitor);
    }
    await goto('wiki');
    await visit(pages.app, ['wiki', 'norest', 'private']);
    await visit(pages.app, ['signed', 'nocookies', 'lossy'], visitor);

    const before = await wiki.pagesAndUsers();
    const which = cases.filter(({ only }) => !only || only.includes(kind));
    const { found, expected } = await check(name, kind, which, targets);
    expect(found).toEqual(expected);
    expect(await wiki.pagesAndUsers()).toEqual(before);
  });
});

test.for(browsers)('what is no wiki: $name', async ({ name, skip }, context) => {
  if (skip) context.skip();
  await using stack = new AsyncDisposableStack();
  const stranger = async (answer: Answer) => stack.use(await startStranger('stranger.wiki.test', answer));
  const html = { type: 'text/html', text: '<title>Welcome</title>' };
  const open = { headers: { 'access-control-allow-origin': '*' } };
  const { found, expected } = await check(name, 'no wiki', strangerCases, {
    html: await stranger(html),
    'open html': await stranger({ ...html, ...open }),
    'open json': await stranger({ type: 'application/json', text: '{"hello":"world"}', ...open }),
    nothing: await startNothing('stranger.wiki.test'),
  });
  expect(found).toEqual(expected);
});

test.for(browsers)('an abort ends it: $name', async ({ name, skip }, context) => {
  if (skip) context.skip();
  await using silent = await startLossy('lossy.wiki.test');
  const { app } = pagesOf.get(name)!;
  await app.evaluate((api, title) => failing.act(api, {}, 'read', title, {}), silent.api, lost);
  const began = Date.now();
  expect(await app.evaluate(() => failing.abort(100))).toBe('enough');
  expect(Date.now() - began).toBeLessThan(5000);
});

test.skipIf(browsers.every(({ skip }) => skip))('every cause was found in each browser', () => {
  const names = [...pagesOf.keys()];
  const causes = [...new Set([...cases, ...strangerCases].map(({ cause }) => cause))];
  const count = (cause: string, wiki: string) =>
    names.map((name) => cells.get(`${cause} ${name} ${wiki}`) ?? '-').join('/');
  const rows = [['', ...columns], ...causes.map((cause) => [cause, ...[...columns].map((wiki) => count(cause, wiki))])];
  const lines = rows.map(([cause = '', ...row]) => `  ${cause.padEnd(26)}${row.map((one) => one.padEnd(15)).join('')}`);
  console.log([`Cases by cause (${names.join('/')}) and wiki:`, ...lines].join('\n'));
  const missing = causes.flatMap((cause) =>
    names
      .filter((name) => ![...columns].some((wiki) => cells.has(`${cause} ${name} ${wiki}`)))
      .map((name) => `${cause} in ${name}`),
  );
  // real wikis alone have the setting
  const unseen = columns.has('1.43') ? [] : names.map((name) => `header-refused in ${name}`);
  expect(missing).toEqual(unseen);
});

test('a page loads what explains only when it asks', async () => {
  const { metafile, outputFiles } = await build({
    stdin: { contents: "export { createWiki } from '@mwkit/browser';", resolveDir: import.meta.dirname },
    sourcemap: 'external',
    bundle: true,
    splitting: true,
    format: 'esm',
    outdir: 'out',
    write: false,
    metafile: true,
  });
  const { outputs } = metafile;
  // what the page's own script imports, and what that imports
  const first = new Set(Object.keys(outputs).filter((file) => outputs[file]!.entryPoint === '<stdin>'));
  for (const file of first)
    for (const { path, kind } of outputs[file]!.imports) if (kind === 'import-statement') first.add(path);
  // the package's files hold many modules each: their source maps tell which
  const sources = new Map(
    outputFiles
      .filter(({ path }) => path.endsWith('.map'))
      .map(({ path, text }) => [basename(path, '.map'), (JSON.parse(text) as { sources: string[] }).sources]),
  );
  const explains = (files: Iterable<string>) =>
    [...files].flatMap((file) =>
      (sources.get(basename(file)) ?? []).filter((source) =>
        /\/(explain|explain-network|causes|probes)\.ts$/.test(source),
      ),
    );
  expect(explains(first)).toEqual([]);
  expect(explains(Object.keys(outputs))).toHaveLength(4);
});
