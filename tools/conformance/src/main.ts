import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Env, Runtime } from '../suite/env.ts';
import { bundle } from './bundle.ts';
import { makeCertificate, type Certificate } from '@mwkit/browsers';
import { startHelper } from './helper/server.ts';
import { failures, matrix, skips as skipped, totals, type Run } from './matrix.ts';
import { help, readOptions, UsageError, type Options } from './options.ts';
import { openPages } from './runtimes/browsers.ts';
import { findProgram } from './runtimes/programs.ts';
import type { Bench, Found, Missing } from './runtimes/runtime.ts';
import { findWorkerd } from './runtimes/workerd.ts';
import { skipsOf, stale } from './skips.ts';
import { otherWiki, ownWikis, type WikiChoice } from './wikis.ts';

/** Runs at a time, each on a wiki of its own: more than two cores' worth, because a run waits as often as it works. */
const parallel = 6;

async function find(name: Runtime, bench: Bench): Promise<Found | Missing> {
  try {
    return await open(name, bench);
  } catch (error) {
    return { name, missing: String(error).split('\n')[0]! };
  }
}

function open(name: Runtime, bench: Bench): Promise<Found | Missing> {
  if (name === 'workerd' || name === 'workerd-2024') return findWorkerd(name, bench);
  if (name === 'chromium' || name === 'firefox') return openPages(name, bench);
  return findProgram(name, bench);
}

async function runOne(
  runtime: Found,
  choice: WikiChoice,
  index: number,
  bench: Bench,
  certificate: Certificate,
): Promise<Run> {
  const started = performance.now();
  const run = { runtime: runtime.name, wiki: choice.name };
  const seconds = () => (performance.now() - started) / 1000;
  try {
    await using wiki = await choice.begin();
    await using helper = await startHelper(new URL(wiki.api).origin, bench.folder, certificate);
    const env: Env = {
      runtime: runtime.name,
      version: runtime.version,
      api: runtime.page ? wiki.api.replace(new URL(wiki.api).origin, helper.origin) : wiki.api,
      people: wiki.people,
      lacks: wiki.lacks,
      totpWindow: (index % 9) - 4,
      helper: helper.origin,
      elsewhere: helper.elsewhere,
      refused: helper.refused,
      page: runtime.page,
      skips: skipsOf(runtime.name),
    };
    helper.env = env;
    const tests = await runtime.run(env, helper.origin);
    return { ...run, seconds: seconds(), tests };
  } catch (error) {
    return { ...run, seconds: seconds(), tests: [], broken: String(error) };
  }
}

/** All runs, so many at a time, in this order. */
async function runAll(jobs: readonly (() => Promise<Run>)[], parallel: number): Promise<Run[]> {
  const runs: Run[] = [];
  const queue = jobs.values();
  const worker = async () => {
    for (const job of queue) runs.push(await job());
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  return runs;
}

const section = (title: string, text: string) => text && console.log(`\n${title}\n${text}`);

async function conformance(options: Options, folder: string): Promise<boolean> {
  const started = performance.now();
  const certificate = await makeCertificate();
  const authority = path.join(folder, 'authority.pem');
  await Promise.all([bundle(folder), writeFile(authority, certificate.authority)]);
  const bench: Bench = { folder, authority, onProgress: console.error };
  const wikis = options.other
    ? [otherWiki(options.other.api, options.other.accounts)]
    : (await ownWikis(console.error)).filter(({ name }) => options.wikis?.includes(name) ?? true);
  await using opened = new AsyncDisposableStack();
  const looked = await Promise.all(options.runtimes.map((name) => find(name, bench)));
  const found = looked.flatMap((one) => ('missing' in one ? [] : [opened.use(one)]));
  const missing = [
    ...looked.flatMap((one) => ('missing' in one ? [`${one.name}: ${one.missing}`] : [])),
    ...wikis.flatMap(({ name, missing: why }) => (why ? [`${name}: ${why}`] : [])),
  ];
  // by wiki: pages of one browser slow each other down, and so are hardly ever open together
  const jobs = wikis.flatMap((wiki) =>
    wiki.missing ? [] : found.map((runtime, index) => () => runOne(runtime, wiki, index, bench, certificate)),
  );
  const runs = await runAll(jobs, options.other ? 1 : parallel);

  console.log(
    matrix(
      runs,
      options.runtimes,
      wikis.map(({ name }) => name),
    ),
  );
  section('Skipped', skipped(runs));
  section('Failed', failures(runs));
  section('NOT RUN, because it is not here', missing.map((line) => `  ${line}`).join('\n'));
  const { passed, failed, skipped: left } = totals(runs);
  const outdated = runs.some(({ broken }) => broken)
    ? []
    : stale(runs.flatMap(({ tests }) => tests.map(({ name }) => name)));
  section('FAILED: skips of tests that there are not', outdated.join('\n'));
  // on a build server everything must be there
  const lost = outdated.length + (process.env['CI'] === 'true' ? missing.length : 0);
  console.log(`\n${((performance.now() - started) / 1000).toFixed(0)} s`);
  console.log(`conformance: ${passed} passed, ${failed + lost} failed, ${left} skipped`);
  return failed + lost === 0 && passed > 0;
}

try {
  const options = await readOptions(process.argv.slice(2));
  if (options === 'help') console.log(help);
  else {
    const folder = await mkdtemp(path.join(tmpdir(), 'mwkit-conformance-'));
    try {
      process.exitCode = (await conformance(options, folder)) ? 0 : 1;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
} catch (error) {
  const usage = error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  console.error(usage ? `${(error as Error).message}\n\n${help}` : error);
  process.exitCode = usage ? 2 : 1;
}
