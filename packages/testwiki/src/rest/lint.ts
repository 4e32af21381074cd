import type { State } from '../state.ts';
import { RestError, json } from './errors.ts';
import { findPage } from './find-page.ts';
import { findRevision } from './read-revision.ts';

/** A test wiki finds nothing wrong with any wikitext. */
const noFaults = (): Response => json([]);

/** GET /v1/page/{title}/lint */
export function lintPage(state: State, title: string): Response {
  findPage(state, title);
  return noFaults();
}

/** GET /v1/revision/{id}/lint */
export function lintRevision(state: State, id: string): Response {
  if (findRevision(state, id)) return noFaults();
  throw new RestError(404, 'rest-nonexistent-revision', `The specified revision (${id}) does not exist`);
}
