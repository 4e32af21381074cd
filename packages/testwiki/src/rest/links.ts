import type { State } from '../state.ts';
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
export function noFile({ version }: State, { title = '' }: Params): Response {
  const what = version >= '1.43' ? 'page' : 'title';
  throw new RestError(404, 'rest-nonexistent-title', `The specified ${what} (${title}) does not exist`);
}
