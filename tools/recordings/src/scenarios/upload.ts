import { accounts } from '@mwkit/wiki';
import type { Browser } from '../browser.ts';
import { textAt } from '../json.ts';
import type { SentFile } from '../recorder.ts';
import type { Scenario } from '../scenario.ts';

type Fields = Record<string, string | SentFile>;

const red = 'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAAEUlEQVR42mP4z8DwH4QZMBgAoXkL9TArBRkAAAAASUVORK5CYII=';
const blue = 'iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAYAAACddGYaAAAAEElEQVR42mNgYPj/H4GROACPigv1P8o1/QAAAABJRU5ErkJggg==';

const file = (base64: string, name = 'x.png'): SentFile => ({ file: name, base64 });
const text = (content: string): SentFile => file(Buffer.from(content).toString('base64'));

/** An uploader: each call is a multipart form with a token. */
async function uploader(browser: Browser) {
  await browser.signIn(accounts.user);
  const token = await browser.token();
  return async (name: string | undefined, fields: Fields) => {
    const multipart = { format: 'json', formatversion: '2', action: 'upload', token, ...fields };
    const { response } = await browser.send(name, { method: 'POST', path: '/w/api.php', body: { multipart } });
    return response.body;
  };
}

const imageinfo = (titles: string, more: Record<string, string> = {}) => ({
  action: 'query',
  titles,
  prop: 'imageinfo',
  ...more,
});

const everything =
  'timestamp|user|userid|comment|parsedcomment|canonicaltitle|url|size|dimensions|sha1|mime|mediatype|bitdepth';

/** action=upload: a file at once, its warnings, and what comes of it. */
export const uploads: Scenario = {
  name: 'uploads',
  overlays: ['uploads'],
  async play({ browser }) {
    const alice = browser();
    const upload = await uploader(alice);
    await upload('upload-success', { filename: 'A b.png', comment: 'first', text: 'Described.', file: file(red) });
    await upload('upload-warning-nochange', { filename: 'A b.png', file: file(red) });
    const exists = await upload('upload-warning-exists', { filename: 'A b.png', file: file(blue) });
    await upload('upload-warning-duplicate', { filename: 'B.png', file: file(red) });
    await upload('upload-duplicate-ignored', { filename: 'B.png', ignorewarnings: '1', file: file(red) });
    await upload('upload-warning-badfilename', { filename: 'c/d#e:f', file: file(blue) });
    const filekey = textAt(exists, 'upload', 'filekey');
    await upload('upload-from-stash', { filename: 'A b.png', filekey, ignorewarnings: '1', comment: 'second' });
    await upload('upload-from-stash-gone', { filename: 'A b.png', filekey });
    await upload('upload-warning-duplicateversions', { filename: 'A b.png', file: file(red) });
    await alice.post(undefined, {
      action: 'edit',
      title: 'File:Page only.png',
      text: 'x',
      token: await alice.token(),
    });
    await upload('upload-warning-page-exists', { filename: 'Page only.png', file: file(blue) });
    await alice.get('query-imageinfo', imageinfo('File:A b.png|File:Nosuch.png|Main Page'));
    await alice.get('query-imageinfo-all', imageinfo('File:A b.png', { iilimit: 'max', iiprop: everything }));
    await alice.get('query-imageinfo-fv1', imageinfo('File:A b.png', { formatversion: '1', iiprop: everything }));
    await alice.get('query-imageinfo-continue', imageinfo('File:A b.png', { iilimit: '1' }));
    await alice.rest('rest-file-200', 'GET', '/v1/file/File:A_b.png');
  },
};

/** action=upload: what is refused. */
export const refusedUploads: Scenario = {
  name: 'uploads',
  overlays: ['uploads'],
  async play({ browser }) {
    const multipart = {
      format: 'json',
      formatversion: '2',
      action: 'upload',
      token: '+\\',
      filename: 'A.png',
      file: file(red),
    };
    await browser().send('upload-anonymous', { method: 'POST', path: '/w/api.php', body: { multipart } });
    const upload = await uploader(browser());
    await upload('upload-bad-token', { token: 'x', filename: 'A.png', file: file(red) });
    await upload('upload-nothing', { filename: 'A.png' });
    await upload('upload-two-sources', { filename: 'A.png', filekey: 'x', url: 'http://app.example/x.png' });
    await upload('upload-no-filename', { file: file(red) });
    await upload('upload-file-as-text', { filename: 'A.png', file: 'abc' });
    await upload('upload-empty-file', { filename: 'A.png', file: file('') });
    await upload('upload-mime-mismatch', { filename: 'A.jpg', file: file(red) });
    await upload('upload-html', { filename: 'A.png', file: text('<html>hello</html>') });
    await upload('upload-plain-text', { filename: 'A.png', file: text('hello') });
    await upload('upload-extension-not-allowed', { filename: 'A.txt', file: text('hello') });
    await upload('upload-by-url-disabled', { filename: 'A.png', url: 'http://app.example/x.png' });
    await upload('upload-filekey-invalid', { filename: 'A.png', filekey: 'nosuch' });
    await upload('upload-filekey-not-found', { filename: 'A.png', filekey: '1abcdefgh.abcdef.3.png' });
    await upload('upload-checkstatus-nothing', { filekey: '1abcdefgh.abcdef.3.png', checkstatus: '1' });
  },
};

/** Stashed files, and files in chunks. */
export const chunkedUploads: Scenario = {
  name: 'uploads',
  overlays: ['uploads'],
  async play({ browser }) {
    const alice = browser();
    const upload = await uploader(alice);
    await upload('upload-stash', { filename: 'S.png', stash: '1', file: file(blue) });

    const bytes = Buffer.concat([Buffer.from(red, 'base64'), Buffer.alloc(4000, 'x')]);
    const part = (from: number, to?: number) => file(bytes.subarray(from, to).toString('base64'), 'blob');
    const common = { filename: 'D.png', stash: '1', filesize: String(bytes.length) };
    const chunk = (name: string | undefined, offset: number, more: Fields) =>
      upload(name, { ...common, offset: String(offset), ...more });
    await chunk('upload-chunk-too-small', 0, { chunk: part(0, 100) });
    const first = await chunk('upload-chunk-first', 0, { chunk: part(0, 2048) });
    const filekey = textAt(first, 'upload', 'filekey');
    await upload('upload-checkstatus-continue', { filekey, checkstatus: '1' });
    await chunk('upload-chunk-wrong-offset', 5, { filekey, chunk: part(5, 2048) });
    await chunk('upload-chunk-no-filekey', 2048, { chunk: part(2048) });
    await chunk('upload-chunk-filekey-at-start', 0, { filekey, chunk: part(0, 2048) });
    await chunk('upload-chunk-beyond-filesize', 2048, { filekey, chunk: part(0) });
    const second = await chunk('upload-chunk-second', 2048, { filekey, chunk: part(2048, 3072) });
    await chunk('upload-chunk-again', 2048, { filekey, chunk: part(2048, 3072) });
    const last = await chunk('upload-chunk-last', 3072, {
      filekey: textAt(second, 'upload', 'filekey'),
      chunk: part(3072),
    });
    await upload('upload-checkstatus-after-last', { filekey, checkstatus: '1' });
    const whole = { siifilekey: textAt(last, 'upload', 'filekey'), siiprop: 'size|sha1|mime' };
    await alice.get('query-mystashedfiles', { action: 'query', list: 'mystashedfiles', msfprop: 'size|type' });
    await alice.get('query-stashimageinfo', { action: 'query', prop: 'stashimageinfo', ...whole });
    await alice.get('query-stashimageinfo-gone', {
      action: 'query',
      prop: 'stashimageinfo',
      siifilekey: '1abcdefgh.abcdef.3.png',
    });
    await chunk('upload-chunk-after-last', 3072, { filekey, chunk: part(3072) });
    await upload('upload-chunks-published', { filename: 'D.png', filekey: textAt(last, 'upload', 'filekey') });
    const other = await chunk('upload-chunk-whole', 0, { filename: 'E.png', chunk: part(0) });
    await upload('upload-chunks-duplicate', { filename: 'E.png', filekey: textAt(other, 'upload', 'filekey') });
  },
};

/** Pieces that are no picture: only HTML is refused before the last one, which brings the whole file to light. */
export const wrongChunks: Scenario = {
  name: 'uploads',
  overlays: ['uploads'],
  async play({ browser }) {
    const upload = await uploader(browser());
    const plain = text('hello '.repeat(400));
    const html = text(`<html>${'hello '.repeat(400)}</html>`);
    const common = { filename: 'F.png', stash: '1', filesize: '4800' };
    const first = await upload('upload-chunk-plain-text', { ...common, offset: '0', chunk: plain });
    const next = { ...common, offset: '2400', filekey: textAt(first, 'upload', 'filekey') };
    await upload('upload-chunk-html-later', { ...next, filesize: '9600', chunk: html });
    await upload('upload-chunk-last-of-plain-text', { ...next, chunk: plain });
    await upload('upload-chunk-html', { ...common, offset: '0', chunk: html });
    await upload('upload-chunk-extension-not-allowed', { ...common, filename: 'F.txt', offset: '0', chunk: plain });
  },
};

/** A wiki that takes no files. */
export const noUploads: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    const upload = await uploader(browser());
    await upload('upload-disabled', { filename: 'A.png', file: file(red) });
  },
};
