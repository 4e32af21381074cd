import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url);
const wrangler = join(dirname(require.resolve('wrangler/package.json')), 'bin/wrangler.js');

/**
 * The Worker as `wrangler dev` runs it from the `wrangler.jsonc` of the gateway, without a network.
 * @param vars in place of those of the file
 * @param folder for what it stores
 */
export async function startWrangler(
  vars: { readonly [name: string]: string },
  folder: string,
): Promise<{ readonly url: string } & AsyncDisposable> {
  const options = ['--local', '--ip', '127.0.0.1', '--port', '0', '--inspector-port', '0', '--persist-to', folder];
  const own = Object.entries(vars).flatMap(([name, value]) => ['--var', `${name}:${value}`]);
  const child = spawn(process.execPath, [wrangler, 'dev', ...options, ...own], {
    cwd: join(import.meta.dirname, '..'),
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
