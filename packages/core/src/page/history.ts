import type { Client } from '../client.ts';
import type { Revision } from '../generated/action.ts';
import type { JsonObject } from '../json.ts';
import type { CallOptions } from '../options.ts';
import { answers } from '../query/answers.ts';
import { Routes } from '../query/route.ts';
import type { QueryPage } from '../query/types.ts';

/** The revisions of a page, the newest first, asked for as they are wanted. */
export async function* history(
  client: Client,
  title: string,
  parameters: object = {},
  options: CallOptions & { readonly limit?: number | 'max' | undefined } = {},
): AsyncGenerator<Revision, void, undefined> {
  const { limit = 'max', ...others } = options;
  const asked = {
    rvprop: ['ids', 'timestamp', 'flags', 'comment', 'user', 'size', 'tags'],
    rvlimit: limit,
    ...parameters,
    prop: 'revisions',
    titles: [title.normalize('NFC')],
  };
  // not by batches: the batch of one page is its whole history
  for await (const answer of answers(client, asked, others)) {
    const page = new Routes((answer['query'] ?? {}) as JsonObject).page(title.normalize('NFC')) as
      | QueryPage
      | undefined;
    yield* page?.revisions ?? [];
  }
}
