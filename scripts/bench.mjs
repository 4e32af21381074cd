// Builds what a benchmark needs and runs it: `npm run bench`, `npm run bench -- --quick`, `npm run bench -- --help` (mwkit beside other
// clients); `npm run bench:gateway` (the gateway under load).
import { spawnSync } from 'node:child_process';

const isGateway = process.argv[2] === 'gateway';
const build = ['run', 'build', `--filter=@mwkit/${isGateway ? 'gateway' : 'bench'}`, '--output-logs=errors-only'];
const { status, error, stdout, stderr } = spawnSync('turbo', build, { encoding: 'utf8' });
if (error) throw error;
if (status !== 0) {
  console.error(stdout + stderr);
  process.exit(status ?? 1);
}

if (isGateway) {
  process.argv.splice(2, 1);
  await import('../apps/gateway/bench/main.ts');
} else await import('../tools/bench/dist/main.js');
