import type { Client } from '../client.ts';
import type { CallOptions } from '../options.ts';
import { readPage } from '../query/combine.ts';
import type { QueryPage } from '../query/types.ts';

/** The text of a page's newest revision, asked for together with that of others. */
export async function readText(client: Client, title: string, options?: CallOptions): Promise<string | undefined> {
  const parameters = { prop: 'revisions', rvprop: 'content', rvslots: 'main' };
  const page: QueryPage = await readPage(client, title, parameters, options);
  const [newest] = page.revisions ?? [];
  // wikis before 1.32 have no slots
  return newest?.slots ? newest.slots['main']?.content : newest?.content;
}
