// Builds what the comparison needs and runs it: `npm run bench`, `npm run bench -- --quick`, `npm run bench -- --help`.
import { spawnSync } from 'node:child_process';

const build = ['run', 'build', '--filter=@mwkit/bench', '--output-logs=errors-only'];
const { status, error, stdout, stderr } = spawnSync('turbo', build, { encoding: 'utf8' });
if (error) throw error;
if (status !== 0) {
  console.error(stdout + stderr);
  process.exit(status ?? 1);
}

await import('../tools/bench/dist/main.js');
