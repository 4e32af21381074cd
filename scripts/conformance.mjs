// Builds the packages and runs the conformance suite in every runtime: `npm run conformance`, `npm run conformance -- --help`.
import { spawnSync } from 'node:child_process';

const build = ['run', 'build', '--filter=@mwkit/conformance', '--output-logs=errors-only'];
const { status, error, stdout, stderr } = spawnSync('turbo', build, { encoding: 'utf8' });
if (error) throw error;
if (status !== 0) {
  console.error(stdout + stderr);
  process.exit(status ?? 1);
}

await import('../tools/conformance/src/main.ts');
