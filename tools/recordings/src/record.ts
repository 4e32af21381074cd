import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { isWikiVersion, startWiki, unavailable, versions, type WikiVersion } from '@mwkit/wiki';
import type { Json } from './exchange.ts';
import { textAt } from './json.ts';
import { Recorder, type Fetch, type FreshExchange } from './recorder.ts';
import { stage, type Scenario } from './scenario.ts';
import { scenarios } from './scenarios/index.ts';

/**
 * Plays every scenario on real wikis of a version, three at a time, and gives their exchanges, in order.
 * @throws Error where real wikis cannot run, a scenario cannot be played to its end, or two exchanges have one name
 */
export async function record(version: WikiVersion, signal?: AbortSignal): Promise<FreshExchange[]> {
  const played: FreshExchange[][] = [];
  const waiting = [...scenarios.entries()];
  const player = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      played[next[0]] = await recordScenario(next[1], version, signal);
  };
  const ends = Array.from({ length: 3 }, () =>
    player().finally(() => {
      waiting.length = 0; // empty, or a scenario failed: no more are begun
    }),
  );
  await Promise.allSettled(ends);
  await Promise.all(ends); // throws the first failure
  const exchanges = played.flat();
  const twice = exchanges.find(({ name }, index) => exchanges.findIndex((one) => one.name === name) !== index);
  if (twice) throw new Error(`two exchanges are called ${twice.name}`);
  return exchanges;
}

async function recordScenario(
  scenario: Scenario,
  version: WikiVersion,
  signal?: AbortSignal,
): Promise<FreshExchange[]> {
  const { overlays, settings = '' } = scenario;
  // One worker: with Content-Length known, MediaWiki answers before it has done all that belongs to a request, and another
  // worker would begin with the next one in between.
  await using wiki = await startWiki({ version, overlays, settings, workers: 1, signal });
  const recorder = new Recorder({
    fetch: plainFetch,
    origin: wiki.origin,
    version: await fullVersion(version, signal),
    overlay: scenario.name,
  });
  await scenario.play(stage(recorder, wiki));
  return recorder.exchanges;
}

/** fetch adds headers of its own, which are not in the recordings; Accept-Language would come back in meta=userinfo. */
const plainFetch: Fetch = (request) => {
  for (const [name, value] of [
    ['Accept-Encoding', 'identity'],
    ['Accept-Language', ''],
  ] as const)
    if (!request.headers.has(name)) request.headers.set(name, value);
  return fetch(request);
};

const fullVersions = new Map<WikiVersion, Promise<string>>();

/** `1.43` -> `1.43.9`, asked once; a wiki that is played on may not tell everyone. */
function fullVersion(version: WikiVersion, signal?: AbortSignal): Promise<string> {
  const ask = async () => {
    await using wiki = await startWiki({ version, signal });
    const answer = await fetch(`${wiki.api}?action=query&meta=siteinfo&format=json`);
    return textAt((await answer.json()) as Json, 'query', 'general', 'generator').replace('MediaWiki ', '');
  };
  const full = fullVersions.get(version) ?? ask();
  fullVersions.set(version, full);
  return full;
}

/** One file for each, as they lie in spec/recordings. */
export async function writeExchanges(exchanges: readonly FreshExchange[], folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const exchange of exchanges)
    await writeFile(path.join(folder, `${exchange.name}.json`), `${JSON.stringify(exchange, null, 1)}\n`);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' } } });
  const [version = ''] = positionals;
  if (!isWikiVersion(version) || positionals.length > 1)
    throw new Error(`Usage: node tools/recordings/src/record.ts <${versions.join('|')}> [--out <folder>]`);
  const reason = await unavailable();
  if (reason) throw new Error(reason);
  const folder = values.out ?? path.join(import.meta.dirname, '../../../spec/recordings', version);
  const exchanges = await record(version);
  await writeExchanges(exchanges, folder);
  console.log(`${exchanges.length} exchanges in ${folder}`);
  const made = new Set(exchanges.map(({ name }) => `${name}.json`));
  const others = (await readdir(folder)).filter((name) => name.endsWith('.json') && !made.has(name));
  if (others.length > 0) console.log(`left as they were: ${others.join(', ')}`);
}

if (import.meta.main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
