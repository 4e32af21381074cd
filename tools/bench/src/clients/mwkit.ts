import { createWiki } from '@mwkit/node';
import { type Reader, summary, type Task, userAgent } from '../task.ts';

export async function signInAndEdit({ api, username, password, edits }: Task): Promise<void> {
  const wiki = createWiki(api, { userAgent, maxlag: 5 });
  await wiki.login({ username, password });
  for (const edit of edits) await wiki.post('edit', { ...edit, summary, bot: true });
}

let validators: NonNullable<Parameters<typeof createWiki>[1]['validators']>;

/** Who signs in and edits has no need of these. */
export async function prepareToRead(): Promise<void> {
  ({ validators } = await import('@mwkit/node/validators'));
}

/** Answers are checked: that is part of the price. */
export function open(api: string): Reader {
  const wiki = createWiki(api, { userAgent, validators });
  return {
    read: (titles) => wiki.get('query', { prop: ['info'], titles }),
    readAmongOthers: (title) => wiki.page(title).info(),
  };
}
