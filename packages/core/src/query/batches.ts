import type { LooseParameters } from '../action/parameters.ts';
import type { Client } from '../client.ts';
import { isObject, type JsonObject } from '../json.ts';
import { answers, continuationOf } from './answers.ts';
import { Merger } from './merge.ts';
import type { QueryBatch, QueryOptions } from './types.ts';

/** The batches of a query: each is asked for until the wiki says `batchcomplete` (before 1.25, until there is no more). */
export async function* batches(
  client: Client,
  parameters: LooseParameters,
  options: QueryOptions,
): AsyncGenerator<QueryBatch, void, undefined> {
  let merger = new Merger();
  for await (const answer of answers(client, parameters, options)) {
    merger.add(answer);
    const more = continuationOf(answer);
    if (more && answer['batchcomplete'] === undefined) continue;
    yield { query: {}, ...merger.data, ...(more && { continue: more }) };
    merger = new Merger();
  }
}

/** The entries of one list, or the pages, of all batches. */
export async function* items(
  client: Client,
  parameters: LooseParameters,
  options: QueryOptions,
  name: string,
): AsyncGenerator<JsonObject, void, undefined> {
  for await (const batch of batches(client, parameters, options)) {
    // watchlistraw stands beside `query`
    const list = (batch.query as JsonObject)[name] ?? (batch as unknown as JsonObject)[name];
    // querypage says first which page it was
    const found = isObject(list) ? list['results'] : list;
    if (Array.isArray(found)) yield* found as JsonObject[];
  }
}
