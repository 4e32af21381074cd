import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { unavailable } from '@mwkit/wiki';
import { clientNames } from './clients.ts';
import { countLoaded } from './loaded.ts';
import { measureReads } from './measure-reads.ts';
import { measure, type Rounds } from './measure.ts';
import { type Options, readOptions, usage } from './options.ts';
import { report, type Results } from './report.ts';
import { measureSizes } from './sizes.ts';
import { startBenchWiki, type WikiKind, wikiKinds } from './wikis.ts';

const resultsFile = fileURLToPath(new URL('../results.md', import.meta.url));
/** A real wiki takes ten times as long for a task as testwiki. */
const roundsOn = (kind: WikiKind, quick: boolean): Rounds => {
  if (quick) return { fresh: 2, warmUp: 1, warm: 3 };
  return kind === 'testwiki' ? { fresh: 15, warmUp: 30, warm: 45 } : { fresh: 9, warmUp: 5, warm: 15 };
};

async function bench({ quick, wikis: wanted }: Options): Promise<Results> {
  const started = new Date();
  const missing = await unavailable();
  const kinds = (wanted.length > 0 ? wanted : wikiKinds).filter((kind) => kind === 'testwiki' || missing === undefined);
  if (wanted.length > kinds.length) throw new Error(missing);
  if (missing !== undefined) console.error(`SKIPPED: real wikis. ${missing}`);
  console.error('bundle sizes, files');
  const sizes = await measureSizes();
  const loaded: Results['loaded'] = Object.fromEntries(
    await Promise.all(clientNames.map(async (name) => [name, await countLoaded(name)] as const)),
  );
  const wikis = [];
  for (const kind of kinds) {
    const say = (what: string): void => console.error(`${kind}: ${what}`);
    say('starting');
    await using wiki = await startBenchWiki(kind, say);
    const rounds = roundsOn(kind, quick);
    wikis.push({ kind, rounds, measured: await measure(wiki, rounds, say) });
  }
  const reads = await measureReads(quick, (what) => console.error(`reading: ${what}`));
  return { started, wikis, missing, sizes, loaded, reads };
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') {
    console.log(usage);
    return 0;
  }
  const results = await bench(options);
  const text = report(results);
  console.log(text);
  if (!options.quick && options.wikis.length === 0) await writeFile(resultsFile, `${text}\n`);
  const measured = [
    ...results.wikis.flatMap((wiki) => Object.values(wiki.measured)),
    ...Object.values(results.reads?.clients ?? {}),
  ];
  return measured.some(({ error }) => error !== undefined) ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
