import { createHash } from 'node:crypto';
import type { UploadFile, UploadOptions, UploadProgress, UploadState, UploadWarned, Wiki } from '@mwkit/node';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { accounts, start, type TestedWiki, wikis } from './wikis.ts';

const { name: username, password } = accounts.admin;
/** A picture of one pixel. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** The picture with so many bytes after its end, which no two files here share. */
function bytesOf(size: number, seed: string): Buffer<ArrayBuffer> {
  return Buffer.concat([pixel, Buffer.alloc(size - pixel.length, `${seed} `)]);
}
const picture = (size: number, seed: string) => new Blob([bytesOf(size, seed)], { type: 'image/png' });
const sha1 = (bytes: Uint8Array) => createHash('sha1').update(bytes).digest('hex');

/** What becomes of a request: answered; its answer lost; lost before it came to the wiki; or there only after the next one. */
type Fate = 'pass' | 'lost' | 'unsent' | 'late';

describe.for(wikis)('wiki.upload on $kind', ({ kind, skip }) => {
  let wiki: TestedWiki;
  let client: Wiki;
  beforeAll(async () => {
    if (skip) return;
    wiki = await start(kind, ['uploads']);
    ({ client } = opened());
    await client.login({ username, password });
  });
  afterAll(() => wiki?.[Symbol.asyncDispose]());

  /** A client by itself, and what it sends by POST. */
  function opened(fates: Fate[] = []) {
    const sent: string[] = [];
    const late: (() => Promise<Response>)[] = [];
    let waiting = 0;
    const open = (session?: Awaited<ReturnType<Wiki['session']['save']>>) =>
      wiki.open({
        session,
        fetch: async (url, init) => {
          const request = async () => {
            const response = await (wiki.fetch ?? fetch)(url, init);
            const [before] = late.splice(0);
            await before?.();
            return response;
          };
          if (init.method !== 'POST') return request();
          const body = init.body instanceof FormData ? init.body : new URLSearchParams(init.body as string);
          const part = body.get('chunk') ?? body.get('file');
          sent.push(
            part instanceof Blob
              ? `${body.has('chunk') ? (body.get('offset') as string) : 'file'}+${part.size}`
              : ['checkstatus', 'filekey', 'lgname'].find((name) => body.has(name))!,
          );
          const fate = fates.shift() ?? 'pass';
          if (fate === 'late') late.push(() => (wiki.fetch ?? fetch)(url, { ...init, signal: null }));
          if (fate === 'unsent' || fate === 'late') throw new TypeError('fetch failed');
          waiting++;
          const response = await request().finally(() => waiting--);
          if (fate === 'lost') throw new TypeError('fetch failed');
          return response;
        },
      });
    return { sent, open, client: open(), pending: () => waiting };
  }
  /** One in the session of the first. */
  async function again(fates: Fate[] = []) {
    const { open, ...others } = opened(fates);
    return { ...others, client: open(await client.session.save()) };
  }

  /** The versions of a file, newest first. */
  async function versions(name: string) {
    const { query } = await client.get('query', {
      titles: `File:${name}`,
      prop: 'imageinfo',
      iiprop: 'sha1|comment',
      iilimit: 'max',
    });
    const [page] = (query?.pages ?? []) as { imageinfo?: { sha1: string; comment: string }[] }[];
    return page?.imageinfo ?? [];
  }

  test.skipIf(skip)('a small file: one request', async () => {
    const bytes = bytesOf(300, 'small');
    const { client, sent } = await again();
    const seen: UploadProgress[] = [];
    const outcome = await client.upload(new Blob([bytes]), {
      filename: 'Small one.png',
      comment: 'Zeichen: äöü €',
      text: 'About it.',
      onProgress: (progress) => seen.push(progress),
    });
    expect(outcome).toMatchObject({ result: 'Success', filename: 'Small_one.png', imageinfo: { size: 300 } });
    expect(sent).toEqual(['file+300']);
    expect(seen).toEqual([{ sent: 300, size: 300 }]);
    expect(await versions('Small one.png')).toEqual([{ sha1: sha1(bytes), comment: 'Zeichen: äöü €' }]);
    expect(await client.page('File:Small one.png').text()).toMatch(/About it\.$/);
  });

  test.skipIf(skip)('a larger one: in chunks, to the stash, and published from there', async () => {
    const bytes = bytesOf(5000, 'chunks');
    const { client, sent } = await again();
    const seen: UploadProgress[] = [];
    const onProgress = (progress: UploadProgress) => seen.push(progress);
    const outcome = await client.upload(new Blob([bytes]), { filename: 'Chunks.png', chunkSize: 2000, onProgress });
    expect(outcome).toMatchObject({ result: 'Success', filename: 'Chunks.png' });
    expect(sent).toEqual(['0+2000', '2000+2000', '4000+1000', 'filekey']);
    expect(seen.map((progress) => progress.sent)).toEqual([2000, 4000, 5000, 5000]);
    expect(seen[1]?.resume).toEqual({ filekey: expect.any(String), offset: 4000, size: 5000 });
    expect(seen[3]?.resume).toMatchObject({ offset: 5000, sha1: sha1(bytes) });
    expect(await versions('Chunks.png')).toMatchObject([{ sha1: sha1(bytes) }]);
  });

  test.skipIf(skip)('streams and iterables, in whatever parts they come', async () => {
    async function* parts(bytes: Buffer, size: number) {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    }
    const forms: [string, number, (bytes: Buffer<ArrayBuffer>) => UploadFile][] = [
      ['Iterable', 6000, (bytes) => parts(bytes, 777)],
      ['Stream', 4000, (bytes) => new Blob([bytes]).stream()],
      ['Whole', 300, (bytes) => parts(bytes, 7)],
    ];
    for (const [name, size, form] of forms) {
      const bytes = bytesOf(size, name);
      const options = { filename: `${name}.png`, size, chunkSize: 2000 };
      expect(await client.upload(form(bytes), options)).toMatchObject({ result: 'Success' });
      expect(await versions(`${name}.png`)).toMatchObject([{ sha1: sha1(bytes) }]);
    }
    const wrong: [number, RegExp][] = [
      [3999, /more than the 3999 bytes/],
      [4001, /ended after 4000 bytes/],
    ];
    for (const [size, message] of wrong) {
      let closed = false;
      async function* source() {
        try {
          yield* parts(bytesOf(4000, 'wrong'), 1000);
        } finally {
          closed = true;
        }
      }
      const uploading = client.upload(source(), { filename: 'Wrong.png', size, chunkSize: 2000 });
      await expect(uploading).rejects.toThrow(message);
      expect(closed).toBe(true);
    }
    expect(await versions('Wrong.png')).toEqual([]);
  });

  test.skipIf(skip)('whatever is lost on the way: published once, and nothing sent that the wiki has', async () => {
    const pass = ['pass', 'pass', 'pass'] as const;
    const chunks = ['0+2000', '2000+2000', '4000+1000'];
    const cases: { fates: Fate[]; sent: string[]; size?: number }[] = [
      // only the first must be sent again: its key was in the answer
      { fates: ['lost'], sent: ['0+2000', ...chunks, 'filekey'] },
      { fates: ['unsent', 'unsent'], sent: ['0+2000', '0+2000', ...chunks, 'filekey'] },
      { fates: ['pass', 'lost'], sent: ['0+2000', '2000+2000', 'checkstatus', '4000+1000', 'filekey'] },
      {
        fates: ['pass', 'unsent', 'unsent'],
        sent: ['0+2000', '2000+2000', 'checkstatus', 'checkstatus', '2000+2000', '4000+1000', 'filekey'],
      },
      { fates: ['pass', 'pass', 'lost'], sent: [...chunks, 'checkstatus', 'filekey'] },
      { fates: ['pass', 'pass', 'unsent'], sent: [...chunks, 'checkstatus', '4000+1000', 'filekey'] },
      { fates: [...pass, 'lost'], sent: [...chunks, 'filekey'] },
      { fates: [...pass, 'unsent', 'unsent'], sent: [...chunks, 'filekey', 'filekey', 'filekey'] },
      {
        fates: ['pass', 'late'],
        sent: ['0+2000', '2000+2000', 'checkstatus', '2000+2000', 'checkstatus', '4000+1000', 'filekey'],
      },
      { fates: ['pass', 'pass', 'late'], sent: [...chunks, 'checkstatus', '4000+1000', 'checkstatus', 'filekey'] },
      { fates: [...pass, 'late'], sent: [...chunks, 'filekey', 'filekey'] },
      { fates: ['late'], sent: ['file+300', 'file+300'], size: 300 },
      { fates: ['lost'], sent: ['file+300'], size: 300 },
      { fates: ['unsent'], sent: ['file+300', 'file+300'], size: 300 },
    ];
    const session = await client.session.save();
    // all at once, so that the stash has many files of one size
    await Promise.all(
      cases.map(async ({ fates, sent: expected, size = 5000 }, i) => {
        const filename = `Lost ${i}.png`;
        const bytes = bytesOf(size, filename);
        const { sent, open } = opened([...fates]);
        const seen: number[] = [];
        const outcome = await open(session).upload(new Blob([bytes]), {
          filename,
          chunkSize: 2000,
          onProgress: ({ sent: bytesSent }) => seen.push(bytesSent),
        });
        expect(outcome).toMatchObject({ result: 'Success', filename: `Lost_${i}.png` });
        expect({ i, sent }).toEqual({ i, sent: expected });
        expect(seen).toEqual(seen.toSorted((a, b) => a - b));
        expect(await versions(filename)).toMatchObject([{ sha1: sha1(bytes) }]);
      }),
    );
  });

  test.skipIf(skip)('a wiki that cannot be reached any more: the error, bounded, and an abort at once', async () => {
    const { client, sent } = await again(['pass', 'unsent']);
    const controller = new AbortController();
    const uploading = client.upload(picture(5000, 'abort'), {
      filename: 'Abort.png',
      chunkSize: 2000,
      signal: controller.signal,
    });
    await expect.poll(() => sent.length).toBe(2);
    controller.abort(new Error('enough'));
    await expect(uploading).rejects.toThrow('enough');
    expect(sent).toHaveLength(2);
    const refused = client.upload(picture(3000, 'x'), { filename: 'x.png', chunkSize: 500 });
    await expect(refused).rejects.toMatchObject({ name: 'ApiError', code: 'chunk-too-small' });
    expect(sent).toHaveLength(3);
  });

  test.skipIf(skip)('a warning is an outcome; the file is kept, and not sent again', async () => {
    await client.upload(picture(300, 'first'), { filename: 'Taken.png' });
    for (const size of [301, 5000]) {
      const bytes = bytesOf(size, 'second');
      const file = new Blob([bytes]);
      const { client, sent } = await again();
      const options = { filename: 'Taken.png', chunkSize: 2000 };
      const warned = (await client.upload(file, options)) as UploadWarned;
      expect(warned).toMatchObject({ result: 'Warning', warnings: { exists: 'Taken.png' } });
      expect((await versions('Taken.png'))[0]?.sha1).not.toBe(sha1(bytes));
      sent.length = 0;
      const resume = JSON.parse(JSON.stringify(warned.resume)) as UploadState;
      const other = { ...options, filename: `Not taken ${size}.png`, resume };
      expect(await client.upload(file, other)).toMatchObject({ result: 'Success' });
      expect(sent).toEqual(['filekey']);
      expect(await versions(other.filename)).toMatchObject([{ sha1: sha1(bytes) }]);
    }
    const over = await client.upload(picture(302, 'third'), { filename: 'Taken.png', ignorewarnings: true });
    expect(over).toMatchObject({ result: 'Success', warnings: { exists: 'Taken.png' } });
    expect(await versions('Taken.png')).toHaveLength(2);
  });

  describe('resumed elsewhere', () => {
    let state: UploadState | undefined;
    const options = (filename: string): UploadOptions & { size: number } => ({ filename, size: 7000, chunkSize: 2000 });
    beforeEach(() => (state = undefined));

    /** Stops while what was lost last is waited for. */
    async function begin(file: Blob, filename: string, fates: Fate[]): Promise<void> {
      const count = fates.length;
      const { client, sent, pending } = await again(fates);
      const controller = new AbortController();
      const uploading = client.upload(file, {
        ...options(filename),
        signal: controller.signal,
        onProgress: ({ resume }) => (state = JSON.parse(JSON.stringify(resume)) as UploadState),
      });
      const lastIsLost = async () => {
        await expect.poll(() => sent.length === count && pending() === 0).toBe(true);
        controller.abort();
      };
      await Promise.all([expect(uploading).rejects.toMatchObject({ name: 'AbortError' }), lastIsLost()]);
    }

    test.skipIf(skip)('a Blob and a stream', async () => {
      for (const name of ['Blob', 'stream']) {
        const filename = `Resumed ${name}.png`;
        const bytes = bytesOf(7000, filename);
        const file = new Blob([bytes]);
        // the third is lost at once
        await begin(file, filename, ['pass', 'pass', 'unsent']);
        expect(state).toMatchObject({ offset: 4000, size: 7000 });
        const { client, sent } = await again();
        const given = name === 'Blob' ? file : file.stream();
        const outcome = await client.upload(given, { ...options(filename), resume: state });
        expect(outcome).toMatchObject({ result: 'Success' });
        expect(sent).toEqual(['checkstatus', '4000+2000', '6000+1000', 'filekey']);
        expect(await versions(filename)).toMatchObject([{ sha1: sha1(bytes) }]);
      }
    });

    test.skipIf(skip)('after an answer that never came: nothing is sent twice', async () => {
      const file = picture(7000, 'resumed late');
      await begin(file, 'Resumed late.png', ['pass', 'pass', 'pass', 'lost']);
      expect(state).toMatchObject({ offset: 6000 });
      const { client, sent } = await again();
      const outcome = await client.upload(file, { ...options('Resumed late.png'), resume: state });
      expect(outcome).toMatchObject({ result: 'Success' });
      expect(sent).toEqual(['checkstatus', 'filekey']);
      // and once more, when all is done
      const ready = { ...state!, offset: 7000, sha1: sha1(Buffer.from(await file.arrayBuffer())) };
      expect(await client.upload(file, { ...options('Resumed late.png'), resume: ready })).toMatchObject({
        result: 'Success',
      });
      expect(await versions('Resumed late.png')).toHaveLength(1);
    });

    test.skipIf(skip)('from the start where the wiki knows it no more; not with another file', async () => {
      const file = picture(7000, 'forgotten');
      const forgotten = { filekey: '1abcdefgh.abcdef.3.png', offset: 2000, size: 7000 };
      const { client, sent } = await again();
      const outcome = await client.upload(file, { ...options('Forgotten.png'), resume: forgotten });
      expect(outcome).toMatchObject({ result: 'Success' });
      expect(sent).toEqual(['checkstatus', '0+2000', '2000+2000', '4000+2000', '6000+1000', 'filekey']);

      await begin(file, 'Changed.png', ['pass', 'pass', 'unsent']);
      const changed = client.upload(picture(7000, 'changed!!'), { ...options('Changed.png'), resume: state });
      await expect(changed).rejects.toMatchObject({ name: 'ApiError', code: 'other-file' });
      expect(await versions('Changed.png')).toEqual([]);
      const shorter = client.upload(picture(6999, 'x'), { ...options('Changed.png'), resume: state });
      await expect(shorter).rejects.toMatchObject({ name: 'UsageError', code: 'bad-parameter' });
    });
  });
});
