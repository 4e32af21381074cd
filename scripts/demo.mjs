// Builds what the tour needs and gives it: `npm run demo`, `npm run demo -- --wiki 1.43`, `npm run demo -- --help`.
import { spawnSync } from 'node:child_process';

const build = ['run', 'build', '--filter=@mwkit/demo', '--output-logs=errors-only'];
const { status, error, stdout, stderr } = spawnSync('turbo', build, { encoding: 'utf8' });
if (error) throw error;
if (status !== 0) {
  console.error(stdout + stderr);
  process.exit(status ?? 1);
}

await import('../apps/demo/dist/main.js');
