import { fullSeconds } from '../state.ts';
import { ApiError } from './errors.ts';
import { describeStashed } from './file-info.ts';
import type { Call, Module } from './module.ts';
import { anyOf, integer, list, string } from './parameters.ts';
import { stashed } from './upload-source.ts';
import type { Values } from './values.ts';

/** https://www.mediawiki.org/wiki/API:Mystashedfiles */
export const mystashedfiles: Module = {
  path: 'query+mystashedfiles',
  classname: 'ApiQueryMyStashedFiles',
  group: 'list',
  prefix: 'msf',
  help: ['mystashedfiles'],
  readrights: true,
  parameters: {
    prop: anyOf('size type', { default: '' }),
    limit: { type: 'limit', default: 10, min: 1, max: 500, highmax: 5000 },
    continue: string(),
  },
  execute: listStash,
};

function listStash(call: Call, values: Values): Record<string, unknown> {
  const { id, account } = call.actor();
  if (!account) throw new ApiError('stashnotloggedin', 'apierror-mustbeloggedin-uploadstash');
  const from = Number(values.string('continue') ?? 0);
  const limit = values.integer('limit') ?? 10;
  const asked = values.list('prop');
  const own = [...call.state.files.stash].filter(([, file]) => file.userId === id).slice(from);
  const mystashed = own.slice(0, limit).map(([filekey, { content, offset }]) => ({
    filekey,
    status: offset === undefined ? 'finished' : 'chunks',
    ...(asked.includes('size') && {
      size: content.bytes.length,
      width: content.width,
      height: content.height,
      bits: content.bitdepth,
    }),
    ...(asked.includes('type') && { mimetype: content.mime, mediatype: 'BITMAP' }),
  }));
  const more = own.length > limit && { continue: { msfcontinue: String(from + limit), continue: '-||' } };
  return { mystashedfiles: mystashed, ...more };
}

const props = 'timestamp canonicaltitle url size dimensions sha1 mime thumbmime metadata commonmetadata extmetadata';

/** https://www.mediawiki.org/wiki/API:Stashimageinfo */
export const stashimageinfo: Module = {
  path: 'query+stashimageinfo',
  classname: 'ApiQueryStashImageInfo',
  group: 'prop',
  prefix: 'sii',
  help: ['Stashimageinfo'],
  readrights: true,
  parameters: {
    filekey: list(),
    sessionkey: { ...list(), deprecated: true },
    prop: anyOf(`${props} bitdepth badfile`, { default: 'timestamp|url' }),
    urlwidth: integer({ default: -1 }),
    urlheight: integer({ default: -1 }),
    urlparam: string({ default: '' }),
  },
  execute: describeStash,
};

/** What each `siiprop` stands for in an answer, where that is more or less than its name. */
const parts: Readonly<Record<string, readonly string[]>> = {
  size: ['size', 'width', 'height'],
  dimensions: ['size', 'width', 'height'],
  url: ['url', 'descriptionurl'],
};

function describeStash(call: Call, values: Values): Record<string, unknown> {
  if (!call.actor().account) throw new ApiError('notloggedin', 'apierror-mustbeloggedin-uploadstash');
  const shown = values.list('prop').flatMap((name) => parts[name] ?? [name]);
  const described = values.list('filekey').map((filekey) => {
    const all = describeStashed(call.state, stashed(call, filekey).content, filekey, fullSeconds(call.state.clock()));
    return Object.fromEntries(Object.entries(all).filter(([name]) => shown.includes(name)));
  });
  return { stashimageinfo: described };
}
