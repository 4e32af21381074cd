/**
 * A process of its own that uploads a file that it makes up as it goes:
 * `node --expose-gc upload-process.ts API FILENAME SIZE`. Prints JSON: what it was told of the progress, its memory meanwhile, and the
 * SHA-1 of the file.
 */
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { createWiki } from '@mwkit/node';
import { accounts } from '@mwkit/wiki';

const [api = '', filename = '', given = '0'] = process.argv.slice(2);
const size = Number(given);
const hash = createHash('sha1');
/** A picture of one pixel, which the rest comes after. */
const start = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Bytes of the process, and of what is reachable in it, before each piece. */
const memory: { rss: number; reachable: number }[] = [];

async function measure(): Promise<void> {
  // what was sent is let go of in a later turn than its answer is read in
  await setImmediate();
  globalThis.gc?.();
  await setImmediate();
  const { rss, heapUsed, external } = process.memoryUsage();
  memory.push({ rss, reachable: heapUsed + external });
}

async function* file(): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < size;) {
    if (at > 0 && Math.floor(at / 2 ** 21) > memory.length) await measure();
    const part = at === 0 ? start : Buffer.alloc(Math.min(65_536, size - at), `${at} `);
    hash.update(part);
    at += part.length;
    yield part;
  }
}

const wiki = createWiki(api, { userAgent: 'mwkit-tests/1.0 (tests@wiki.example)' });
await wiki.login({ username: accounts.admin.name, password: accounts.admin.password });
const progress: number[] = [];
const began = performance.now();
const { result } = await wiki.upload(file(), {
  filename,
  size,
  onProgress({ sent }) {
    progress.push(sent);
  },
});
const milliseconds = Math.round(performance.now() - began);
console.log(JSON.stringify({ result, progress, memory, milliseconds, sha1: hash.digest('hex') }));
