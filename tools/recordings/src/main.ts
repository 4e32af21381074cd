/**
 * `npm run recordings`: checks each recorded exchange against the spec.
 * `MWKIT_RECORDINGS=<folder>` names another folder, `--take <folder>` copies from there what the spec knows.
 */
import path from 'node:path';
import { check, type Verdict } from './check/check.ts';
import { readRecordings } from './check/recordings.ts';
import { loadSpec, root } from './check/spec.ts';
import { take } from './take.ts';

function table(verdicts: readonly Verdict[]): string[] {
  const versions = [...new Set(verdicts.map(({ version }) => version))].toSorted((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
  const labels = [...new Set(verdicts.map(({ label }) => label))].toSorted();
  const width = Math.max(6, ...labels.map(({ length }) => length));
  const row = (first: string, cells: readonly string[]): string =>
    `${first.padEnd(width)}  ${cells.map((cell) => cell.padStart(6)).join('  ')}`;
  const count = (label: string, version: string): string =>
    String(verdicts.filter((one) => one.label === label && one.version === version).length);
  return [
    row('module', versions),
    ...labels.map((label) =>
      row(
        label,
        versions.map((version) => count(label, version)),
      ),
    ),
  ];
}

async function main(): Promise<number> {
  const spec = loadSpec();
  const own = path.join(root, 'spec/recordings');
  const [option, from] = process.argv.slice(2);
  if (option === '--take' && from) {
    console.log(`${await take(from, own, spec)} recordings taken from ${from}`);
    return 0;
  }
  const folder = path.resolve(process.env['MWKIT_RECORDINGS'] || own);
  const { recordings, others } = readRecordings(folder);
  const verdicts: Verdict[] = [];
  for (const recording of recordings) verdicts.push(await check(recording, spec));
  const invalid = verdicts.filter(({ faults }) => faults.length > 0);
  console.log(table(verdicts).join('\n'));
  if (others.length > 0) console.log(`\nno exchanges, left out: ${others.join(', ')}`);
  for (const { file, faults } of invalid) console.log(`\nnot valid: ${file}\n  ${faults.join('\n  ')}`);
  if (verdicts.length === 0) console.log(`there is no recording in ${folder}`);
  console.log(`\nrecordings: ${verdicts.length - invalid.length} of ${verdicts.length} valid`);
  return invalid.length > 0 || verdicts.length === 0 ? 1 : 0;
}

process.exitCode = await main();
