import { Mwn } from 'mwn';
import { summary, type Task, userAgent } from '../task.ts';

export async function signInAndEdit({ api, username, password, edits }: Task): Promise<void> {
  const bot = await Mwn.init({
    apiUrl: api,
    username,
    password,
    userAgent,
    defaultParams: { assert: 'user' },
    silent: true,
  });
  for (const { title, text } of edits) await bot.save(title, text, summary);
}
