import { createHash } from 'node:crypto';
import type { Wiki } from '@mwkit/node';
import { type MwApi, mwApi } from '@mwkit/node/mw-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accounts, start, type TestedWiki, wikis } from './wikis.ts';

const { name: username, password } = accounts.admin;
/** A picture of one pixel. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** The picture with so many bytes after its end, which no two files here share. */
function picture(size: number, seed: string): File {
  const filler = Buffer.alloc(size - pixel.length, `${seed} `);
  return new File([pixel, filler], 'local name.png', { type: 'image/png' });
}

describe.for(wikis)('uploads on $kind', ({ kind, skip }) => {
  let wiki: TestedWiki;
  let client: Wiki;
  let api: MwApi;
  /** What becomes of the next requests: sent or not, answered or not. */
  let network: ((request: () => Promise<Response>) => Promise<Response>)[] = [];
  let posts = 0;

  beforeAll(async () => {
    if (skip) return;
    wiki = await start(kind, ['uploads']);
    client = wiki.open({
      validators: undefined,
      fetch: (url, init) => {
        const request = () => (wiki.fetch ?? fetch)(url, init);
        if (!(init.body instanceof FormData)) return request();
        posts++;
        return (network.shift() ?? ((send) => send()))(request);
      },
    });
    await client.login({ username, password });
    api = mwApi(client);
  });
  afterAll(() => wiki?.[Symbol.asyncDispose]());

  const lost = async (request: () => Promise<Response>): Promise<Response> => {
    await request();
    throw new TypeError('fetch failed');
  };
  const unsent = async (): Promise<Response> => {
    throw new TypeError('fetch failed');
  };

  /** What the wiki has published under this name. */
  async function published(name: string): Promise<{ sha1: string } | undefined> {
    const { query } = (await api.get({
      titles: `File:${name}`,
      prop: 'imageinfo',
      iiprop: 'sha1',
      formatversion: 2,
    })) as { query: { pages: { imageinfo?: { sha1: string }[] }[] } };
    return query.pages[0]?.imageinfo?.[0];
  }

  async function sha1(file: Blob): Promise<string> {
    return createHash('sha1')
      .update(Buffer.from(await file.arrayBuffer()))
      .digest('hex');
  }

  test.skipIf(skip)('wiki.post with a Blob: the file is published as it is', async () => {
    const file = new Blob([pixel, 'by post'], { type: 'image/png' });
    const answer = await client.post('upload', { filename: 'By post.png', file, comment: 'Zeichen: äöü €', text: 'x' });
    expect(answer).toMatchObject({ upload: { result: 'Success', filename: 'By_post.png' } });
    expect(await published('By post.png')).toEqual({ sha1: await sha1(file) });
    const { query } = await client.get('query', { titles: 'File:By post.png', prop: 'revisions', rvprop: 'comment' });
    expect(query?.pages?.[0]?.revisions?.[0]?.comment).toBe('Zeichen: äöü €');
  });

  test.skipIf(skip)('upload: a File, or an input that holds one', async () => {
    const file = picture(300, 'one');
    expect(await api.upload(file, { filename: 'One.png' })).toMatchObject({ upload: { result: 'Success' } });
    expect(await published('One.png')).toEqual({ sha1: await sha1(file) });
    const input = { files: { 0: picture(300, 'two'), length: 1 } };
    expect(await api.upload(input, { filename: 'Two.png' })).toMatchObject({ upload: { result: 'Success' } });

    await expect(api.upload({ files: null }, { filename: 'None.png' })).rejects.toMatchObject({
      code: 'bad-parameter',
    });
    await expect(api.upload(file, {})).rejects.toMatchObject({ code: 'bad-parameter' });
  });

  test.skipIf(skip)('warnings are an error that says where the file waits; ignorewarnings goes over them', async () => {
    await api.upload(picture(300, 'three'), { filename: 'Three.png' });
    const again = picture(300, 'other');
    const error = await api.upload(again, { filename: 'Three.png' }).catch((error: unknown) => error);
    expect(error).toMatchObject({ name: 'ApiError', code: 'exists' });
    const { filekey } = (error as { errors: { data: { filekey: string } }[] }).errors[0]!.data;
    expect(await published('Three.png')).not.toEqual({ sha1: await sha1(again) });
    await api.uploadFromStash(filekey, { filename: 'Three.png', ignorewarnings: true });
    expect(await published('Three.png')).toEqual({ sha1: await sha1(again) });

    // a file of its own: MediaWiki names old versions by the second
    await api.upload(picture(300, 'four'), { filename: 'Four.png' });
    const over = await api.upload(picture(300, 'fourth'), { filename: 'Four.png', ignorewarnings: true });
    expect(over).toMatchObject({ upload: { result: 'Success' } });
  });

  test.skipIf(skip)('uploadToStash: nothing is published until the end is called', async () => {
    const file = picture(300, 'stashed');
    const finish = await api.uploadToStash(file, { filename: 'Draft.png', comment: 'stashed' });
    expect(await published('Draft.png')).toBeUndefined();
    expect(await finish({ filename: 'Final.png' })).toMatchObject({ upload: { result: 'Success' } });
    expect(await published('Final.png')).toEqual({ sha1: await sha1(file) });
  });

  test.skipIf(skip)('chunkedUpload: in order, with progress, to the stash', async () => {
    const file = picture(5000, 'in chunks');
    const seen: number[] = [];
    posts = 0;
    const onProgress = (fraction: number) => seen.push(fraction);
    const answer = await api.chunkedUpload(file, { filename: 'Chunks.png' }, 2000, 0, { onProgress });
    expect(posts).toBe(3);
    expect(seen).toEqual([0.4, 0.8, 1]);
    const { upload } = answer as { upload: { result: string; filekey: string } };
    expect(upload.result).toBe('Success');
    await api.uploadFromStash(upload.filekey, { filename: 'Chunks.png' });
    expect(await published('Chunks.png')).toEqual({ sha1: await sha1(file) });
  });

  test.skipIf(skip)(
    'chunkedUploadToStash goes on after a chunk that did not arrive, and one whose answer did not',
    async () => {
      const file = picture(7000, 'broken network');
      const pass = (send: () => Promise<Response>) => send();
      posts = 0;
      network = [pass, unsent, pass, lost];
      const finish = await api.chunkedUploadToStash(file, { filename: 'Broken network.png' }, 2000);
      // 4 chunks, of which the one that did not arrive is sent twice
      expect(posts).toBe(5);
      expect(network).toEqual([]);
      await finish();
      expect(await published('Broken network.png')).toEqual({ sha1: await sha1(file) });
    },
  );

  test.skipIf(skip)('a chunk is sent again as often as was said, and no more; an abort ends it at once', async () => {
    const file = picture(4000, 'no network');
    network = [unsent, unsent];
    const failing = api.chunkedUpload(file, { filename: 'No network.png' }, 2000);
    await expect(failing).rejects.toMatchObject({ name: 'NetworkError' });
    expect(network).toEqual([]);

    const controller = new AbortController();
    const onProgress = () => controller.abort();
    posts = 0;
    const aborted = api.chunkedUpload(file, { filename: 'x.png' }, 2000, 1, { onProgress, signal: controller.signal });
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    expect(posts).toBe(1);
    // what the wiki refuses, it would refuse again: pieces of less than 1 kB
    posts = 0;
    await expect(api.chunkedUpload(file, { filename: 'x.png' }, 500)).rejects.toMatchObject({
      code: 'chunk-too-small',
    });
    expect(posts).toBe(1);
  });
});
