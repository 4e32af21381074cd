import { createWiki } from '@mwkit/node';
import { summary, type Task, userAgent } from '../task.ts';

export async function signInAndEdit({ api, username, password, edits }: Task): Promise<void> {
  const wiki = createWiki(api, { userAgent, maxlag: 5 });
  await wiki.login({ username, password });
  for (const edit of edits) await wiki.post('edit', { ...edit, summary, bot: true });
}
