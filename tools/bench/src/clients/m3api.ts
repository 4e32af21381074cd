import Session from 'm3api/node.js';
import { type Reader, summary, type Task, userAgent } from '../task.ts';

/** Its extension for bot passwords is not part of it: this is the sign-in of its README, then `assert` as for a bot. */
export async function signInAndEdit({ api, username, password, edits }: Task): Promise<void> {
  const session = new Session(
    api,
    { formatversion: 2, errorformat: 'plaintext', maxlag: 5 },
    { userAgent, maxRetriesSeconds: 3600 },
  );
  const { login } = await session.request(
    { action: 'login', lgname: username, lgpassword: password },
    { method: 'POST', tokenType: 'login', tokenName: 'lgtoken' },
  );
  if (login?.result !== 'Success') throw new Error(`login: ${login?.result}`);
  session.tokens.clear();
  session.defaultParams['assert'] = 'user';
  for (const edit of edits) {
    await session.request({ action: 'edit', ...edit, summary, bot: true }, { method: 'POST', tokenType: 'csrf' });
  }
}

export function open(api: string): Reader {
  const session = new Session(api, { formatversion: 2, errorformat: 'plaintext' }, { userAgent });
  return { read: (titles) => session.request({ action: 'query', prop: 'info', titles }, {}) };
}
