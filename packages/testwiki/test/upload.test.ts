import { expect, test } from 'vitest';
import { createTestWiki, type TestWikiOptions } from '../src/index.ts';
import { serve } from '../src/serve.ts';
import { Browser, alice } from './browser.ts';

/** A PNG of this width, as far as its header goes; then as many bytes. */
function png(width: number, more = 0): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(33 + more).fill(7);
  bytes.set([
    0x89,
    0x50,
    0x4e,
    0x47,
    13,
    10,
    26,
    10,
    0,
    0,
    0,
    13,
    0x49,
    0x48,
    0x44,
    0x52,
    0,
    0,
    0,
    width,
    0,
    0,
    0,
    1,
    8,
    2,
  ]);
  return bytes;
}

type Fields = Record<string, string | Uint8Array<ArrayBuffer>>;

async function uploader(browser: Browser, name: string, password: string) {
  await browser.login(name, password);
  const token = await browser.token();
  return async (fields: Fields) => {
    const body = new FormData();
    for (const [key, value] of Object.entries({
      action: 'upload',
      format: 'json',
      formatversion: '2',
      token,
      ...fields,
    })) {
      if (typeof value === 'string') body.append(key, value);
      else body.append(key, new Blob([value]), 'blob');
    }
    const { upload, error } = await (await browser.send(browser.wiki.api, { method: 'POST', body })).json();
    return upload ?? error;
  };
}

const wikiOf = (options: TestWikiOptions = {}) => createTestWiki({ uploads: true, ...options });

test('a file is where imageinfo says, also by HTTP; its page has the text, and a new version leaves it', async () => {
  const wiki = wikiOf();
  const upload = await uploader(new Browser(wiki), ...alice);
  await upload({ filename: 'a b.png', text: 'About it.', comment: 'mine', file: png(5) });
  expect(wiki.text('File:A b.png')).toBe('About it.');
  const second = await upload({ filename: 'A b.png', text: 'Other.', ignorewarnings: '1', file: png(6) });
  expect(second).toMatchObject({
    result: 'Success',
    warnings: { exists: 'A_b.png' },
    imageinfo: { width: 6, size: 33 },
  });
  expect(wiki.text('File:A b.png')).toBe('About it.');
  const served = await serve(wiki);
  try {
    const query = {
      action: 'query',
      titles: 'File:A b.png',
      prop: 'imageinfo',
      iiprop: 'url|sha1|size',
      iilimit: 'max',
    };
    const url = `${served.api}?${new URLSearchParams({ ...query, format: 'json', formatversion: '2' })}`;
    const { pages } = ((await (await fetch(url)).json()) as { query: any }).query; // eslint-disable-line
    for (const [i, width] of [6, 5].entries()) {
      const response = await fetch(pages[0].imageinfo[i].url);
      expect([response.headers.get('content-type'), new Uint8Array(await response.arrayBuffer())]).toEqual([
        'image/png',
        png(width),
      ]);
    }
    expect((await fetch(`${served.url}/w/images/0/00/Nosuch.png`)).status).toBe(404);
  } finally {
    await served.close();
  }
});

test('in chunks: the wiki tells where to go on, and forgets the key when it is used', async () => {
  const upload = await uploader(new Browser(wikiOf()), ...alice);
  const bytes = png(9, 3000);
  const common = { filename: 'C.png', stash: '1', filesize: String(bytes.length) };
  const { filekey } = await upload({
    ...common,
    offset: '0',
    chunk: bytes.subarray(0, 1500),
  });
  const wrong = await upload({
    ...common,
    filekey,
    offset: '1',
    chunk: bytes.subarray(1, 1500),
  });
  expect(wrong).toMatchObject({ code: 'stashfailed', offset: '1500' });
  const whole = await upload({
    ...common,
    filekey,
    offset: '1500',
    chunk: bytes.subarray(1500),
  });
  expect(whole).toMatchObject({ result: 'Success', imageinfo: { size: bytes.length } });
  expect(await upload({ filename: 'C.png', filekey: whole.filekey })).toMatchObject({ filename: 'C.png' });
  expect(await upload({ filename: 'D.png', filekey: whole.filekey })).toMatchObject({
    code: 'uploadstash-file-not-found',
  });
});

test('a stashed file is its owner’s; a bot password needs the grant', async () => {
  const users = { Alice: { password: 'Alice-password-1' }, Bob: { password: 'Bob-password-1' } };
  const wiki = wikiOf({ users, botPasswords: { 'Bob@app': { password: 'b'.repeat(32), grants: ['basic'] } } });
  const upload = await uploader(new Browser(wiki), ...alice);
  const { filekey } = await upload({ filename: 'A.png', stash: '1', file: png(1) });
  const other = await uploader(new Browser(wiki), 'Bob', 'Bob-password-1');
  expect(await other({ filename: 'A.png', filekey })).toMatchObject({ code: 'uploadstash-wrong-owner' });
  const bot = await uploader(new Browser(wiki), 'Bob@app', 'b'.repeat(32));
  expect(await bot({ filename: 'A.png', file: png(1) })).toMatchObject({ code: 'permissiondenied' });
});
