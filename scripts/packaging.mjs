// Installs the published packages as users do, and runs them there: `npm run packaging`.
import { spawnSync } from 'node:child_process';

const { status, error } = spawnSync('turbo', ['run', 'build', '--output-logs=errors-only'], { stdio: 'inherit' });
if (error) throw error;
if (status !== 0) process.exit(status ?? 1);

await import('../tools/conformance/src/packaging.ts');
