// Checks the types of the page, templates included: vue-tsc needs the API of TypeScript 5, which the compiler of 7 has not.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { run } from 'vue-tsc';

process.argv.push('--project', fileURLToPath(new URL('../page/tsconfig.json', import.meta.url)));
run(createRequire(import.meta.url).resolve('typescript-5.9/lib/tsc'));
