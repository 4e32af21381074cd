import * as schemas from './spec-schemas.ts';
import type { Schema } from './spec-schemas.ts';

/** What the specs tell of one method of a route. */
export interface Operation {
  /** In the query: `integer`, `boolean`, `string`, or the values that it can have. */
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  /** Of parameters in the path, where they are not any string. */
  readonly path?: Readonly<Record<string, 'integer' | readonly string[]>>;
  readonly required?: readonly string[];
  readonly answer?: Schema;
  /** It answers with HTML. */
  readonly html?: true;
  readonly body?: Schema;
}

const flavor = ['view', 'stash', 'fragment', 'edit'];
const redirect = ['no'];
const id = { id: 'integer' } as const;
const rendering = { stash: 'boolean', flavor };
const counted = `anonymous temporary bot editors edits minor reverted anonedits botedits revertededits`.split(' ');
const search: Operation = {
  query: { q: 'string', limit: 'integer' },
  required: ['q'],
  answer: schemas.searchResults,
};

/** By method and route; those without an entry have no more to tell. */
const operations: Readonly<Record<string, Operation>> = {
  'GET /page/{title}/history': {
    query: { older_than: 'integer', newer_than: 'integer', filter: ['anonymous', 'bot', 'reverted', 'minor'] },
    answer: schemas.history,
  },
  'GET /page/{title}/history/counts/{type}': { path: { type: counted }, query: { from: 'integer', to: 'integer' } },
  'GET /revision/{from}/compare/{to}': { path: { from: 'integer', to: 'integer' } },
  'GET /revision/{id}': { path: id, answer: schemas.revision },
  'GET /revision/{id}/html': { path: id, query: rendering },
  'GET /revision/{id}/with_html': { path: id, query: rendering },
  'GET /revision/{id}/bare': { path: id, answer: schemas.revision },
  'GET /search': { query: { ctype: 'string' } },
  'GET /search/page': search,
  'GET /search/title': search,
  'GET /page/{title}/links/language': { answer: schemas.languageLinks },
  'GET /page/{title}/links/media': { answer: schemas.mediaLinks },
  'GET /file/{title}': { answer: schemas.fileInfo },
  'GET /page/{title}': { query: { redirect }, answer: schemas.pageWithSource },
  'PUT /page/{title}': { answer: schemas.pageWithSource, body: schemas.changedPage },
  'GET /page/{title}/bare': { query: { redirect }, answer: schemas.pageBare },
  'GET /page/{title}/html': { query: { redirect, ...rendering }, html: true },
  'GET /page/{title}/with_html': { query: { redirect, ...rendering }, answer: schemas.pageWithHtml },
  'POST /page': { answer: schemas.pageWithSource, body: schemas.newPage },
};

export const operationOf = (method: string, path: string): Operation =>
  operations[`${method} ${path.replace(/^\/v1/u, '')}`] ?? {};
