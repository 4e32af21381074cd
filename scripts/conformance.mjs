// Builds the packages and runs the conformance suite in every runtime: `npm run conformance`, `npm run conformance -- --help`.
import { spawnSync } from 'node:child_process';

const { status, error } = spawnSync('tsc', ['-b', 'tools/conformance'], { stdio: 'inherit' });
if (error) throw error;
if (status !== 0) process.exit(status ?? 1);

await import('../tools/conformance/src/main.ts');
