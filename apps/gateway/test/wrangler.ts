import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url);
const wrangler = join(dirname(require.resolve('wrangler/package.json')), 'bin/wrangler.js');

const gateway = join(import.meta.dirname, '..');

/**
 * The Worker as `wrangler dev` runs it, from the `wrangler.jsonc` of the gateway, without a network. It is built already: other
 * tests run what a build would write anew.
 * @param vars in place of those of the file
 * @param folder for what it writes
 */
export async function startWrangler(
  vars: { readonly [name: string]: string },
  folder: string,
): Promise<{ readonly url: string } & AsyncDisposable> {
  const text = await readFile(join(gateway, 'wrangler.jsonc'), 'utf8');
  // without comments and last commas
  const json = text.replaceAll(/^ *\/\/.*$/gm, '').replaceAll(/,(\s*[}\]])/g, '$1');
  const config = JSON.parse(json) as { readonly main: string; readonly build?: object };
  const { build: _, main, ...rest } = config;
  const file = join(folder, 'wrangler.json');
  await mkdir(folder);
  await writeFile(file, JSON.stringify({ ...rest, main: join(gateway, main), vars }));
  const options = ['--config', file, '--local', '--ip', '127.0.0.1', '--port', '0', '--inspector-port', '0'];
  const child = spawn(process.execPath, [wrangler, 'dev', ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // a group of its own: workerd ends with it
    detached: true,
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false', CI: '1' },
  });
  const ended = once(child, 'exit');
  const said: string[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on('line', (line) => {
        said.push(line);
        const found = /Ready on (http:\S+)/.exec(line)?.[1];
        if (found) resolve(found);
      });
    }
    ended.then(() => reject(new Error(`wrangler dev does not start:\n${said.join('\n')}`)), reject);
  });
  return {
    url,
    async [Symbol.asyncDispose]() {
      process.kill(-child.pid!, 'SIGKILL');
      await ended;
    },
  };
}
