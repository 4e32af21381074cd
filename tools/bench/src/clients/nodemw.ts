import Bot from 'nodemw';
import { summary, type Task, userAgent } from '../task.ts';

type Callback = (error: Error | null, result?: unknown) => void;

const promised = (start: (callback: Callback) => void): Promise<unknown> =>
  new Promise((resolve, reject) => start((error, result) => (error ? reject(error) : resolve(result))));

export async function signInAndEdit({ api, username, password, edits }: Task): Promise<void> {
  const { protocol, hostname, port, pathname } = new URL(api);
  const bot = new Bot({
    protocol: protocol.slice(0, -1),
    server: hostname,
    port: Number(port),
    path: pathname.replace(/\/api\.php$/, ''),
    userAgent,
  });
  await promised((callback) => bot.logIn(username, password, callback));
  for (const { title, text } of edits) await promised((callback) => bot.edit(title, text, summary, false, callback));
}
