import Bot from 'nodemw';
import { type Reader, summary, type Task, userAgent } from '../task.ts';

type Callback = (error: Error | null, result?: unknown) => void;

const promised = (start: (callback: Callback) => void): Promise<unknown> =>
  new Promise((resolve, reject) => start((error, result) => (error ? reject(error) : resolve(result))));

function newBot(api: string): Bot {
  const { protocol, hostname, port, pathname } = new URL(api);
  return new Bot({
    protocol: protocol.slice(0, -1),
    server: hostname,
    port: Number(port),
    path: pathname.replace(/\/api\.php$/, ''),
    userAgent,
  });
}

/** What its README calls for modules that it has no method for; its types leave it out. */
interface Api {
  call(parameters: object, callback: Callback, method: 'GET'): void;
}
const apiOf = (bot: Bot): Api => (bot as unknown as { api: Api }).api;

export async function signInAndEdit({ api, username, password, edits }: Task): Promise<void> {
  const bot = newBot(api);
  await promised((callback) => bot.logIn(username, password, callback));
  for (const { title, text } of edits) await promised((callback) => bot.edit(title, text, summary, false, callback));
}

export function open(api: string): Reader {
  const bot = newBot(api);
  return {
    read: (titles) =>
      promised((callback) => apiOf(bot).call({ action: 'query', prop: 'info', titles }, callback, 'GET')),
  };
}
