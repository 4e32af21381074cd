// Builds what the comparison needs and runs it: `npm run bench`, `npm run bench -- --quick`, `npm run bench -- --help`.
import { spawnSync } from 'node:child_process';

const { status, error } = spawnSync('tsc', ['-b', 'tools/bench'], { stdio: 'inherit' });
if (error) throw error;
if (status !== 0) process.exit(status ?? 1);

await import('../tools/bench/dist/main.js');
