import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { leaseLock, type Lock } from '@mwkit/node';
import { interrupted } from './interrupt.ts';

/** Milliseconds after which the holder says that it is still there. */
const beat = 10_000;

/** A lock among processes: a file that is there while one of them has it. One whose holder has died is taken away. */
export function fileLock(path: string): Lock {
  const lock = leaseLock({
    async acquire(owner, milliseconds) {
      interrupted.throwIfAborted();
      try {
        await writeFile(path, owner, { flag: 'wx', mode: 0o600 });
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      if (await isOlder(path, milliseconds)) await removeDead(path, owner, milliseconds);
      return false;
    },
    async release(owner) {
      if ((await readFile(path, 'utf8')) === owner) await rm(path);
    },
  });
  return (work) =>
    lock(async () => {
      const beating = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => {}), beat);
      try {
        return await work();
      } finally {
        clearInterval(beating);
      }
    });
}

/** Of those who find the same dead lock, one moves it away. What is fresh all the same is another's by now, and goes back. */
async function removeDead(path: string, owner: string, milliseconds: number): Promise<void> {
  const aside = `${path}.${owner}`;
  await rename(path, aside).catch(unlessGone);
  if (!(await isOlder(aside, milliseconds))) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
}

async function isOlder(path: string, milliseconds: number): Promise<boolean> {
  const found = await stat(path).catch(unlessGone);
  return found !== undefined && Date.now() - found.mtimeMs > milliseconds;
}

function unlessGone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
