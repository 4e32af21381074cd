import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{packages,apps,tools}/*/test/**/*.test.ts', 'scripts/test/**/*.test.ts'],
    typecheck: { enabled: true, include: ['packages/*/test/**/*.test-d.ts'], tsconfig: './tsconfig.test.json' },
    // to load all modules anew for each file takes long; what must be the first in a process starts one
    isolate: false,
    // much of the time a file waits for PHP or a browser
    maxWorkers: availableParallelism() + 1,
    // real wikis start in under a second each, but the first one is fetched
    hookTimeout: 120_000,
    testTimeout: 20_000,
  },
});
