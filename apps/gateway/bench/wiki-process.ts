import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { origin } from './sign-in.ts';

/** What the wiki's process says when it listens. */
export interface WikiReady {
  readonly api: string;
  /** Of each visitor, an access token of an owner-only consumer. */
  readonly tokens: readonly string[];
}

export interface WikiProcess extends WikiReady, Disposable {
  readonly pid: number;
  /** Ends all access tokens, as their hour would. Refresh tokens still work. */
  expire(): Promise<void>;
}

export const nameOf = (n: number): string => `Visitor ${n + 1}`;

/** The OAuth consumer of the gateways. */
export const consumer = { id: 'web', secret: 'secret-of-the-consumer' } as const;

/** @throws Error where it ends before it listens */
export async function startWiki(visitors: number): Promise<WikiProcess> {
  const args = [String(visitors), consumer.id, consumer.secret, `${origin}/w/callback`];
  const child = fork(fileURLToPath(new URL('wiki.ts', import.meta.url)), args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const said = async (): Promise<unknown> => {
    const answer = (await Promise.race([once(child, 'message'), once(child, 'exit').then(() => [])])) as unknown[];
    if (answer.length === 0) throw new Error('the process of the wiki has ended');
    return answer[0];
  };
  const { api, tokens } = (await said()) as WikiReady;
  return {
    api,
    tokens,
    pid: child.pid!,
    async expire() {
      const answered = said();
      child.send('expire');
      await answered;
    },
    [Symbol.dispose]: () => void child.kill('SIGKILL'),
  };
}
