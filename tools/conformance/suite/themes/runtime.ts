import type { Runtime } from '../env.ts';
import type { Suite } from '../suite.ts';

/** Globals by which runtimes are known. */
interface Globals {
  readonly process?: { readonly versions?: { readonly [name: string]: string } };
  readonly Deno?: { readonly version: { readonly deno: string } };
  readonly Bun?: { readonly version: string };
  readonly document?: object;
  readonly navigator?: { readonly userAgent?: string };
  readonly FinalizationRegistry?: object;
}

const globals = globalThis as unknown as Globals;
const agent = globals.navigator?.userAgent ?? '';

/** What the runtime says it is, by signs that no other has. */
function whoAmI(): { runtime: Runtime | 'unknown'; version: string } {
  if (globals.Deno) return { runtime: 'deno', version: globals.Deno.version.deno };
  if (globals.Bun) return { runtime: 'bun', version: globals.Bun.version };
  if (agent === 'Cloudflare-Workers') {
    // came with compatibility date 2025-05-05: an old one has none
    return { runtime: globals.FinalizationRegistry ? 'workerd' : 'workerd-2024', version: '' };
  }
  if (globals.document) {
    const [, name, version = ''] = /(Chrome|Firefox)\/(\d+)/.exec(agent) ?? [];
    return { runtime: name === 'Chrome' ? 'chromium' : name === 'Firefox' ? 'firefox' : 'unknown', version };
  }
  const version = globals.process?.versions?.['node'] ?? '';
  return { runtime: version ? (`node-${version.split('.')[0]}` as Runtime) : 'unknown', version };
}

export function runtime({ theme, test, env }: Suite): void {
  theme('runtime', () => {
    test('I am the runtime I claim to be', [], async (assert) => {
      assert.deepEqual(whoAmI(), { runtime: env.runtime, version: env.version });
    });

    test('there is no Node in it but in Node, Deno and Bun', [], async (assert) => {
      // Workers with a recent compatibility date have a `process`, which is no Node's
      const names = /^(node|deno|bun)/.test(env.runtime);
      assert.equal(Boolean(globals.process?.versions?.['node']) && !agent.includes('Cloudflare'), names);
    });
  });
}

/** Must be the last theme. @param rejections those that nobody has handled so far */
export function unhandled({ theme, test }: Suite, rejections: ReadonlyMap<Promise<unknown>, unknown>): void {
  const reasons = () => [...rejections.values()].map(String);
  theme('the end', () => {
    test('nothing that was rejected was left unhandled', [], async (assert) => {
      assert.deepEqual(reasons(), []);
      // and the watch would have seen it
      void Promise.reject(new Error('nobody handles this one'));
      for (let turns = 0; turns < 100 && rejections.size === 0; turns++)
        await new Promise((next) => setTimeout(next, 5));
      assert.deepEqual(reasons(), ['Error: nobody handles this one']);
    });
  });
}
