import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { project, root, run } from './packages.ts';

const require = createRequire(import.meta.url);

/** The compilers that must take the types, with no types of any runtime beside them. */
export const compilers: readonly (readonly [version: string, file: string])[] = [
  ['5.4', path.join(path.dirname(require.resolve('typescript-5.4/package.json')), 'bin/tsc')],
  ['5.9', path.join(path.dirname(require.resolve('typescript-5.9/package.json')), 'bin/tsc')],
  ['7', path.join(root, 'node_modules/typescript/bin/tsc')],
];

const consumer = (name: string) => `import { createWiki, type Wiki, type WikiOptions } from '@mwkit/${name}';
import { validators } from '@mwkit/${name}/validators';
const options: WikiOptions = { userAgent: 'x', validators };
const wiki: Wiki = createWiki('https://wiki.example/w/api.php', options);
export const edited: Promise<string> = wiki.post('edit', { title: 'A', text: 'x' }).then(({ edit }) => edit.result);
// @ts-expect-error: there is no such option
createWiki('https://wiki.example/w/api.php', { userAgent: 'x', nosuch: true });
`;

const gateway = `import { createGateway, memoryStore, type Gateway, type GatewayConfig } from '@mwkit/gateway';
import worker, { StoreObject, type WorkerEnv } from '@mwkit/gateway/worker';
const config: GatewayConfig = { origin: 'https://gateway.example', apps: [], wikis: {} };
export const own: Gateway = createGateway({ config, store: memoryStore(), log: () => {}, address: () => '' });
export const answer = (env: WorkerEnv): Promise<Response> => worker.fetch(new Request('x'), env, undefined);
export class Own extends StoreObject {}
`;

/** Makes a project that uses each package. */
export async function prepareConsumers(folder: string, npmrc: string): Promise<void> {
  const names = ['node', 'deno', 'bun', 'workers', 'browser'];
  await project(folder, npmrc, [...names.map((name) => `@mwkit/${name}`), '@mwkit/testwiki', '@mwkit/gateway']);
  for (const name of names) await writeFile(path.join(folder, `${name}.ts`), consumer(name));
  await writeFile(
    path.join(folder, 'testwiki.ts'),
    `import { createTestWiki } from '@mwkit/testwiki';\nexport const api: string = createTestWiki().api;\n`,
  );
  await writeFile(path.join(folder, 'gateway.ts'), gateway);
}

/** Compiles it, declarations of the packages included, as Node and as bundlers look for them. @throws Error with what is wrong */
export async function checkDeclarations(folder: string, version: string, compiler: string): Promise<string> {
  const resolutions = { nodenext: 'nodenext', bundler: 'esnext' };
  for (const [moduleResolution, module] of Object.entries(resolutions)) {
    const config = `tsconfig.${version}.${moduleResolution}.json`;
    const compilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      skipLibCheck: false,
      types: [],
      target: 'es2022',
      lib: ['es2022', 'dom', 'dom.iterable', 'esnext.disposable'],
      module,
      moduleResolution,
    };
    await writeFile(path.join(folder, config), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    await run(process.execPath, [compiler, '-p', config], folder);
  }
  return Object.keys(resolutions).join(', ');
}
