// `npm run bench:gateway`, `npm run bench:gateway -- --visitors 1000`
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { unavailable } from '@mwkit/wiki';
import { mixedUp } from './calls.ts';
import { signedIn } from './begin.ts';
import { inOutage, type Measured, measure } from './measure.ts';
import { costPage } from './report-cost.ts';
import { report } from './report.ts';

const usage = `Measures the gateway in Node and workerd: calls through it beside calls of the wiki itself, CPU, memory, its store, and what it
costs. Takes about two minutes. On Linux.

  npm run bench:gateway -- [--visitors COUNT]

  --visitors  how many are signed in; default 10000, with which it writes tools/bench/gateway.md and docs/gateway-cost.md.
              With another number it only prints.
  --help      this text`;
const usual = 10_000;
const file = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** What must not be, in the answers that came while the store was killed. */
function faults({ gateways }: Measured): string[] {
  return gateways.flatMap(({ name, outage: { outcomes, after } }) => {
    const clean = name === 'Node' ? '503 gateway-store-unreachable' : 'no connection';
    const other = Object.keys(outcomes).filter((what) => what !== 'right' && what !== clean);
    const lost = inOutage - (after['right'] ?? 0);
    return [
      ...other.map((what) => `${name}, store killed: ${what === mixedUp ? 'an answer of somebody else' : what}`),
      ...(lost > 0 ? [`${name}, store killed: ${lost} visitors are no longer signed in`] : []),
    ];
  });
}

async function main(): Promise<number> {
  const options = { visitors: { type: 'string', default: String(usual) }, help: { type: 'boolean' } } as const;
  const { values } = parseArgs({ options });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const visitors = Number(values.visitors);
  if (!Number.isInteger(visitors) || visitors < signedIn) throw new Error(`--visitors: a number from ${signedIn} on`);
  if (process.platform !== 'linux') throw new Error('It reads what processes use from /proc: it needs Linux.');
  const missing = await unavailable();
  if (missing !== undefined) throw new Error(`It needs a redis-server. ${missing}`);
  const began = performance.now();
  const measured = await measure(visitors, (what) =>
    console.error(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${what}`),
  );
  const [results, costs] = [`${report(measured)}\n`, `${costPage(measured)}\n`];
  console.log(`${results}\n${costs}`);
  if (visitors === usual) {
    await writeFile(file('tools/bench/gateway.md'), results);
    await writeFile(file('docs/gateway-cost.md'), costs);
  }
  const wrong = faults(measured);
  for (const fault of wrong) console.error(fault);
  return wrong.length > 0 ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
