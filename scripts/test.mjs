// Everything that must hold, in one run: `npm test`. Ends with one line: N passed, N failed.
// A gate counts as one; the test suite counts by test. With CI=true nothing may be skipped.
import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { promisify } from 'node:util';
import { published } from './packages.mjs';

const run = promisify(execFile);

const results = '.cache/vitest.json';
let passed = 0;
let failed = 0;

/** Runs a command; its output is only shown when it fails. */
async function gate(name, command, args, cwd = '.') {
  const started = performance.now();
  const error = await run(command, args, { cwd, maxBuffer: 64 * 1_048_576 }).then(
    () => undefined,
    (failure) => failure,
  );
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (error) {
    failed++;
    console.log(`  FAILED  ${name} (${seconds} s)\n${error.stdout || error.message}${error.stderr ?? ''}`);
  } else {
    passed++;
    console.log(`  ok      ${name} (${seconds} s)`);
  }
  return !error;
}

/** Two at a time: most gates use one core. */
async function gates(tasks) {
  const waiting = [...tasks];
  const worker = async () => {
    for (let task = waiting.shift(); task; task = waiting.shift()) await task();
  };
  await Promise.all([worker(), worker()]);
}

function suite() {
  mkdirSync('.cache', { recursive: true });
  rmSync(results, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const { status } = spawnSync('vitest', ['run', ...reporters], { stdio: 'inherit' });
  const report = JSON.parse(readFileSync(results, 'utf8'));
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  // a file that could not be loaded has no tests that could fail
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  );
  failed += broken.length;
  if (status !== 0 && report.numFailedTests === 0 && broken.length === 0) failed++;
  const skipped = report.testResults
    .flatMap((file) => file.assertionResults)
    .filter((test) => test.status !== 'passed' && test.status !== 'failed');
  if (skipped.length > 0) {
    console.log(`\nSKIPPED: ${skipped.length} tests did not run:`);
    for (const test of skipped) console.log(`  ${test.fullName}`);
    if (process.env.CI === 'true') {
      console.log('With CI=true nothing may be skipped.');
      failed += skipped.length;
    }
  }
}

/** A script that counts by itself, and says so in its last line. */
function counted(title, name) {
  console.log(`\n${title}`);
  const started = performance.now();
  const { status, stdout } = spawnSync('node', [`scripts/${name}.mjs`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  console.log(`${stdout.trimEnd()} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  const [, ran, wrong] = new RegExp(`${name}: (\\d+) passed, (\\d+) failed`).exec(stdout) ?? [];
  passed += Number(ran ?? 0);
  failed += Number(wrong ?? 1);
  if (status !== 0 && Number(wrong ?? 1) === 0) failed++;
}

console.log('Gates');
await gate('generated files are those of spec/ (npm run generate)', 'node', ['tools/codegen/src/main.ts', '--check']);
const built = await gate('build', 'turbo', ['run', 'build', '--output-logs=errors-only']);
const everywhere = [
  () => gate('lint and import rules', 'oxlint', ['--type-aware', '--deny-warnings']),
  () => gate('format (npm run fix)', 'oxfmt', ['--check']),
  () => gate('types of the tests', 'tsc', ['-p', 'tsconfig.test.json']),
  () => gate('dependencies and exports in use', 'knip', []),
  () => gate('workspace', 'sherif', []),
];
const ofPackages = published.map(({ name, dir, types }) => async () => {
  await gate(`${name} is published right`, 'publint', ['run', '--strict'], dir);
  if (types) await gate(`${name} has types in every resolution`, 'attw', ['--profile', 'esm-only', '--pack', '.'], dir);
});
const recordings = () => gate('recorded exchanges', 'node', ['tools/recordings/src/main.ts']);
await gates(built ? [...everywhere, recordings, ...ofPackages] : everywhere);
if (built) {
  suite();
  // its own skips are listed, with their reasons, in tools/conformance/src/skips.ts
  counted('Conformance: one suite in every runtime, against every wiki', 'conformance');
  counted('Packaging: the packages as users install them, in every runtime', 'packaging');
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
