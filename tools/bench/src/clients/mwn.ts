import { Mwn } from 'mwn';
import { type Reader, summary, type Task, userAgent } from '../task.ts';

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

export function open(api: string): Reader {
  const bot = new Mwn({ apiUrl: api, userAgent, silent: true });
  return { read: (titles) => bot.request({ action: 'query', prop: 'info', titles }) };
}
