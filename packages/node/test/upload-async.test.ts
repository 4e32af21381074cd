import { createHash } from 'node:crypto';
import { createWiki } from '@mwkit/node';
import { createTestWiki, type TestWiki } from '@mwkit/testwiki';
import { expect, test } from 'vitest';
import { userAgent } from './wikis.ts';

const header = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ', 'base64');
const bytes = Buffer.concat([header, Buffer.alloc(4000, 'async')]);
const file = new Blob([bytes]);

/**
 * A wiki with $wgEnableAsyncUploads: what takes long is queued, and done after it was asked for so many times. A real one, whose
 * jobs nobody runs, answers `{"result":"Poll","stage":"queued"}` forever.
 */
function lazy(wiki: TestWiki, times: number): TestWiki['fetch'] {
  const queued = new Map<string, { answer: object; times: number }>();
  return async (input, init) => {
    const { body } = init ?? {};
    const sent = body instanceof FormData ? body : new URLSearchParams(typeof body === 'string' ? body : '');
    const filekey = sent.get('filekey') as string;
    const job = queued.get(filekey);
    if (job && sent.has('checkstatus')) {
      const done = job.times-- <= 0;
      return Response.json(done ? job.answer : { upload: { result: 'Poll', stage: 'queued' } });
    }
    const response = await wiki.fetch(input, init);
    const answer = (await response.clone().json()) as { upload?: { result: string } };
    if (!sent.has('async') || answer.upload?.result !== 'Success') return response;
    queued.set(filekey, { answer, times });
    return Response.json({ upload: { result: 'Poll', stage: 'queued', filekey } });
  };
}

async function signedIn(wiki: TestWiki, times: number) {
  const client = createWiki(wiki.api, { userAgent, fetch: lazy(wiki, times) });
  await client.login({ username: 'Alice', password: 'Alice-password-1' });
  return client;
}
const newWiki = () => createTestWiki({ uploads: true, users: { Alice: { password: 'Alice-password-1' } } });

test('what the wiki does later is waited for', async () => {
  const wiki = newWiki();
  const client = await signedIn(wiki, 1);
  const outcome = await client.upload(file, { filename: 'Later.png', chunkSize: 2000 });
  const sha1 = createHash('sha1').update(bytes).digest('hex');
  expect(outcome).toMatchObject({ result: 'Success', filename: 'Later.png', imageinfo: { sha1 } });
});

test('but not for longer than `maxWait`', async () => {
  const client = await signedIn(newWiki(), Infinity);
  const began = performance.now();
  const uploading = client.upload(file, { filename: 'Never.png', chunkSize: 2000, maxWait: 700 });
  await expect(uploading).rejects.toMatchObject({ name: 'ApiError', code: 'still-working' });
  expect(performance.now() - began).toBeLessThan(5000);
});
