// Builds the page where something has changed, and serves it: `npm run playground`, `npm run playground -- --help`.
import { spawnSync } from 'node:child_process';

const build = ['run', 'build', '--filter=@mwkit/playground', '--output-logs=errors-only'];
const { status, error, stdout, stderr } = spawnSync('turbo', build, { encoding: 'utf8' });
if (error) throw error;
if (status !== 0) {
  console.error(stdout + stderr);
  process.exit(status ?? 1);
}

await import('../apps/playground/dist/server/main.js');
