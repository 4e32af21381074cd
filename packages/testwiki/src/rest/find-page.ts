import type { Page } from '../pages.ts';
import type { State } from '../state.ts';
import { parseTitle } from '../title.ts';
import { RestError } from './errors.ts';

/** @throws RestError 404 */
export function findPage(state: State, name: string): Page {
  const title = parseTitle(name);
  const page = title && state.pages.byTitle(title.text);
  if (page) return page;
  if (state.version < '1.43') throw new RestError(404, undefined, `The specified title (${name}) does not exist`);
  if (!title || title.ns < 0)
    throw new RestError(404, 'rest-invalid-title', `The specified title (${name}) does not refer to a wiki page.`);
  throw new RestError(404, 'rest-nonexistent-title', `The specified page (${name}) does not exist`);
}
