// Why calls failed, in real browsers, which tell the page no more than that they did.
import { type Browser, makeCertificate, openBrowser, type Page } from '@mwkit/browsers';
import { accounts } from '@mwkit/wiki';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSite, type Site } from './across/site.ts';
import { cases, strangerCases, type Case } from './explain/cases.ts';
import type { Failing } from './explain/page.ts';
import { openPage, prepare, run, wanted, type Target } from './explain/run.ts';
import { type Answer, lost, startLossy, startNothing, startStranger } from './explain/strangers.ts';
import { kinds, startVariants, variants } from './explain/wikis.ts';

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
const names: string[] = [];

describe.each(['chromium', 'firefox'] as const)('%s', async (name) => {
  const settings = { hosts, thirdPartyCookies: 'blocked', onProgress: console.warn } as const;
  const opening = await openBrowser(name, settings).catch((error: Error) => error);
  // CI must run everything: there a missing browser fails
  const noBrowser = opening instanceof Error && process.env['CI'] !== 'true';
  if (noBrowser) console.warn(`\nSKIPPED: why calls failed in ${name}. ${opening.message}\n`);
  else names.push(name);

  const opened = new AsyncDisposableStack();
  let pages: Record<Case['from'], Page>;
  let certificate: Awaited<ReturnType<typeof makeCertificate>>;
  beforeAll(async () => {
    if (noBrowser) return;
    if (opening instanceof Error) throw opening;
    const browser: Browser = opened.use(opening);
    const context = opened.use(await browser.newContext());
    certificate = await makeCertificate(hosts);
    const open = async (site: Promise<Site>) => openPage(context, opened.use(await site).page);
    pages = {
      app: await open(startSite('app.wiki.test')),
      other: await open(startSite('other.wiki.test')),
      own: await context.newPage(),
      secure: await open(startSite('app.test', { certificate })),
    };
  });
  afterAll(() => opened.disposeAsync());

  /** Runs the cases, and counts them. */
  async function check(wiki: string, which: readonly Case[], targets: Readonly<Record<string, Target>>) {
    const found: Record<string, object> = {};
    const expected: Record<string, object> = {};
    columns.add(wiki);
    for (const one of which) {
      const { cause, act, own = {}, from, to, as } = one;
      const what = `${cause}: ${act} ${JSON.stringify(own)} from ${from} to ${to} as ${as}`;
      found[what] = await run(one, pages[from], targets[to]!);
      expected[what] = wanted(one);
      const cell = `${cause} ${name} ${wiki}`;
      cells.set(cell, (cells.get(cell) ?? 0) + 1);
    }
    return { found, expected };
  }

  test.skipIf(noBrowser).for(kinds)('$kind', { timeout: 60_000 }, async ({ kind, skip }, context) => {
    if (skip) context.skip();
    await using stack = new AsyncDisposableStack();
    const sites: Record<string, Site> = {
      secure: stack.use(await startSite('secure.test', { certificate })),
      'private secure': stack.use(await startSite('private.secure.test', { certificate })),
    };
    for (const label of Object.keys(variants)) sites[label] ??= stack.use(await startSite(`${label}.wiki.test`));
    const wiki = stack.use(await startVariants(kind, sites));
    for (const [label, site] of Object.entries(sites))
      site.wiki = wiki.origins[label] ?? wiki.origins[label.split(' ')[0]!];
    const lossy = stack.use(await startLossy('lossy.wiki.test', wiki.origins['signed']));
    const targets: Record<string, Target> = { ...sites, lossy };

    const visit = async (page: Page, labels: string[], as?: typeof visitor) => {
      const apis = labels.map((label) => targets[label]!.api);
      await page.evaluate((urls, who) => failing.visit(urls, who ?? undefined), apis, as ?? null);
    };
    if (sites['noagent']!.wiki) {
      // from elsewhere nobody can sign in there: that is a write
      await pages.own.goto(sites['noagent']!.page);
      await prepare(pages.own);
      await visit(pages.own, ['noagent'], visitor);
    }
    await pages.own.goto(sites['wiki']!.page);
    await prepare(pages.own);
    await visit(pages.app, ['wiki', 'norest', 'private']);
    await visit(pages.app, ['signed', 'nocookies', 'lossy'], visitor);

    const before = await wiki.pagesAndUsers();
    const which = cases.filter(({ only }) => !only || only.includes(kind));
    const { found, expected } = await check(kind, which, targets);
    expect(found).toEqual(expected);
    expect(await wiki.pagesAndUsers()).toEqual(before);
  });

  test.skipIf(noBrowser)('what is no wiki', async () => {
    await using stack = new AsyncDisposableStack();
    const stranger = async (answer: Answer) => stack.use(await startStranger('stranger.wiki.test', answer));
    const html = { type: 'text/html', text: '<title>Welcome</title>' };
    const open = { headers: { 'access-control-allow-origin': '*' } };
    const { found, expected } = await check('no wiki', strangerCases, {
      html: await stranger(html),
      'open html': await stranger({ ...html, ...open }),
      'open json': await stranger({ type: 'application/json', text: '{"hello":"world"}', ...open }),
      nothing: await startNothing('stranger.wiki.test'),
    });
    expect(found).toEqual(expected);
  });

  test.skipIf(noBrowser)('an abort ends it', async () => {
    await using silent = await startLossy('lossy.wiki.test');
    await pages.app.evaluate((api, title) => failing.act(api, {}, 'read', title, {}), silent.api, lost);
    const began = Date.now();
    expect(await pages.app.evaluate(() => failing.abort(100))).toBe('enough');
    expect(Date.now() - began).toBeLessThan(5000);
  });
});

test('every cause was found in each browser', () => {
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
  const { metafile } = await build({
    stdin: { contents: "export { createWiki } from '@mwkit/browser';", resolveDir: import.meta.dirname },
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
  const explains = (files: Iterable<string>) =>
    [...files].flatMap((file) =>
      Object.keys(outputs[file]!.inputs).filter((input) =>
        /\/(explain|explain-network|causes|probes)\.js$/.test(input),
      ),
    );
  expect(explains(first)).toEqual([]);
  expect(explains(Object.keys(outputs))).toHaveLength(4);
});
