import { call } from '../action/call.ts';
import type { LooseParameters } from '../action/parameters.ts';
import type { Client } from '../client.ts';
import { HttpError } from '../errors.ts';
import { isObject, type JsonObject } from '../json.ts';
import { withLimits } from './limits.ts';
import type { Continuation, QueryOptions } from './types.ts';

/**
 * The answers of a query, one request each, until there is no more (API:Continue, MediaWiki 1.21). Nothing is asked for before
 * it is wanted.
 * @throws what a call throws; HttpError `unexpected-shape` where the wiki's continuation leads nowhere
 */
export async function* answers(
  client: Client,
  parameters: LooseParameters,
  options: QueryOptions,
): AsyncGenerator<JsonObject, void, undefined> {
  const asked = await withLimits(client, parameters, options.limit ?? 'max', options.signal);
  // the empty `continue` asks wikis before 1.26 for continuation as it is since
  let next: Continuation = options.continue ?? { continue: '' };
  for (;;) {
    // its values replace those before: one that is no longer named belongs to a module that has ended
    const answer = await call(client, 'query', { ...asked, ...next }, { ...options, method: 'GET' });
    yield answer;
    if ('query-continue' in answer) {
      throw astray('The wiki knows only the continuation of MediaWiki before 1.21, `query-continue`.');
    }
    const more = continuationOf(answer);
    if (!more) return;
    if (JSON.stringify(more) === JSON.stringify(next))
      throw astray('The wiki goes on with the same place again and again.');
    next = more;
  }
}

export function continuationOf({ continue: more }: JsonObject): Continuation | undefined {
  return isObject(more) ? (more as Continuation) : undefined;
}

function astray(what: string): HttpError {
  return new HttpError('unexpected-shape', what, 'Ask with `wiki.get`, and continue by hand.');
}
