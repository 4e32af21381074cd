import { fork } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ReaderName } from './clients.ts';
import type { Answer, Job, Spent, Task } from './task.ts';

/** A client in a process of its own. */
export interface Child extends Disposable {
  /** What loading the client took. */
  readonly loaded: Spent;
  /** @throws Error with the client's own words, or when it takes too long */
  run(task: Task | Job): Promise<Spent>;
}

/** Milliseconds for one task. The slowest takes some seconds. */
const limit = 15_000;

const program = fileURLToPath(new URL(`run${extname(import.meta.url)}`, import.meta.url));

/** @throws Error when the client cannot be loaded */
export async function startChild(name: ReaderName): Promise<Child> {
  const child = fork(program, [name], { execArgv: ['--expose-gc'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const answer = (): Promise<Spent> =>
    new Promise((resolve, reject) => {
      const settle = (work: () => void): void => {
        clearTimeout(timer);
        child.removeAllListeners('message').removeAllListeners('exit').removeAllListeners('error');
        work();
      };
      const fail = (why: string): void => settle(() => reject(new Error(why)));
      const timer = setTimeout(() => fail(`no answer within ${limit / 1000} s`), limit);
      child
        .once('message', (said: Answer) => ('error' in said ? fail(said.error) : settle(() => resolve(said))))
        .once('exit', (code, signal) => fail(`its process ended (${signal ?? code})`))
        .once('error', (error) => fail(error.message));
    });
  const stop = (): void => void child.kill('SIGKILL');
  try {
    const loaded = await answer();
    return {
      loaded,
      run(task) {
        const answered = answer();
        child.send(task);
        return answered;
      },
      [Symbol.dispose]: stop,
    };
  } catch (error) {
    stop();
    throw error;
  }
}
