// Builds what the tour needs and gives it: `npm run demo`, `npm run demo -- --wiki 1.43`, `npm run demo -- --help`.
import { spawnSync } from 'node:child_process';

const { status, error } = spawnSync('tsc', ['-b', 'apps/demo'], { stdio: 'inherit' });
if (error) throw error;
if (status !== 0) process.exit(status ?? 1);

await import('../apps/demo/dist/main.js');
