import { fileUrl } from '../action/file-info.ts';
import { isoTime, type State } from '../state.ts';
import { parseTitle, titleKey, wikiUrlencode } from '../title.ts';
import { RestError, json } from './errors.ts';
import { findPage } from './find-page.ts';

type Params = Readonly<Record<string, string>>;

/** GET /v1/page/{title}/links/language: there are no other languages. */
export function languageLinks(state: State, { title = '' }: Params): Response {
  findPage(state, title);
  return json([]);
}

/** GET /v1/page/{title}/links/media: there are no files. */
export function mediaLinks(state: State, { title = '' }: Params): Response {
  findPage(state, title);
  return json({ files: [] });
}

/** GET /v1/file/{title} */
export function file(state: State, { title = '' }: Params): Response {
  const { version, files, origin } = state;
  const name = titleKey((parseTitle(title)?.text ?? '').replace(/^File:/u, ''));
  const [current] = files.versions(name);
  if (current) {
    const { content, timestamp, user } = current;
    const { width, height } = content;
    const url = fileUrl(state, { name, version: current });
    const shown = { mediatype: 'BITMAP', size: content.bytes.length, width, height, duration: null, url };
    return json({
      title: name.replaceAll('_', ' '),
      file_description_url: `${origin}/wiki/File:${wikiUrlencode(name)}`,
      latest: { timestamp: isoTime(timestamp), user },
      preferred: shown,
      original: shown,
      thumbnail: shown,
    });
  }
  const what = version >= '1.43' ? 'page' : 'title';
  throw new RestError(404, 'rest-nonexistent-title', `The specified ${what} (${title}) does not exist`);
}
