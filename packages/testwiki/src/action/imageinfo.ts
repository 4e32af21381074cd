import { isoTime } from '../state.ts';
import { titleKey } from '../title.ts';
import { ApiError } from './errors.ts';
import { describeFile } from './file-info.ts';
import type { Call, Module } from './module.ts';
import type { PageSet } from './pageset.ts';
import { anyOf, boolean, integer, list, string, timestamp } from './parameters.ts';
import type { Values } from './values.ts';

const props = `archivename badfile bitdepth canonicaltitle comment commonmetadata dimensions extmetadata mediatype metadata
  mime parsedcomment sha1 size thumbmime timestamp uploadwarning url user userid`;

const unknown = ['archivename', 'badfile', 'thumbmime'];

/** Adds what `prop=imageinfo` tells of each file; what follows is where to go on, if one file has more versions. */
export function addImageInfo({ state }: Call, values: Values, set: PageSet): Record<string, string> | undefined {
  const asked = values.list('prop');
  const missing = asked.find((name) => unknown.includes(name));
  if (missing !== undefined)
    throw new ApiError('testwiki-notimplemented', 'testwiki-notimplemented', [`iiprop=${missing}`]);
  const [start, count] = [values.time('start'), values.integer('limit') ?? 1];
  let next: Record<string, string> | undefined;
  for (const { page, result } of set.entries) {
    if (result['ns'] !== 6) continue;
    const name = titleKey(String(result['title']).slice('File:'.length));
    const all = state.files.versions(name);
    result['imagerepository'] = all.length > 0 ? 'local' : '';
    const versions = all
      .map((version, i) => ({ name, version, replaced: all[i - 1]?.timestamp }))
      .filter(({ version }) => start === undefined || version.timestamp <= start);
    const more = versions[count];
    if (versions.length > 0)
      result['imageinfo'] = versions.slice(0, count).map((shown) => describeFile(state, shown, asked, page?.id));
    if (more && set.entries.length === 1) next = { iistart: isoTime(more.version.timestamp), continue: '||' };
  }
  return next;
}

/** https://www.mediawiki.org/wiki/API:Imageinfo */
export const imageinfo: Module = {
  path: 'query+imageinfo',
  classname: 'ApiQueryImageInfo',
  group: 'prop',
  prefix: 'ii',
  help: ['Imageinfo'],
  readrights: true,
  parameters: {
    prop: anyOf(props, { default: 'timestamp|user' }),
    limit: { type: 'limit', default: 1, min: 1, max: 500, highmax: 5000 },
    start: timestamp(),
    end: timestamp(),
    urlwidth: integer({ default: -1 }),
    urlheight: integer({ default: -1 }),
    metadataversion: string({ default: '1' }),
    extmetadatalanguage: string({ default: 'en' }),
    extmetadatamultilang: boolean(),
    extmetadatafilter: list(),
    urlparam: string({ default: '' }),
    badfilecontexttitle: string(),
    continue: string(),
    localonly: boolean(),
  },
};
