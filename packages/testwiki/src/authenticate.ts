import type { Account } from './accounts.ts';
import type { Message } from './action/messages.ts';
import { clientAddress, type State } from './state.ts';
import { userName } from './title.ts';

/** How a sign-in with a bot password ends. */
export type BotAuthentication =
  | { readonly status: 'PASS'; readonly account: Account; readonly grants: readonly string[] }
  | { readonly status: 'FAIL'; readonly message: Message };

const defaultGrants = ['basic', 'highvolume', 'editpage', 'createeditmovepage'];

/** A bot password, or undefined where MediaWiki goes on to try a main account of that name. */
export function authenticateBot(state: State, name: string, password: string): BotAuthentication | undefined {
  if (state.options.enableBotPasswords === false) return undefined;
  // `User@app` with the secret, or `User` with `app@secret`
  const [app, secret] = /^[^@]+@[0-9a-w]{32,}$/u.test(password) ? password.split('@') : [];
  const full = name.includes('@') ? name : app === undefined ? undefined : `${name}@${app}`;
  if (full === undefined) return undefined;
  const given = name.includes('@') ? password : (secret ?? '');
  if (!/^[0-9a-w]{32,}$/u.test(given)) return undefined;
  const user = userName(full.split('@')[0] ?? '');
  const limit = state.options.throttle ?? { count: 5, seconds: 300 };
  // The message names the whole window, not what is left of it (throttle-login-errorformat-raw).
  if (limit && state.throttle.exceeded(`botpassword ${user ?? ''}`, limit))
    return { status: 'FAIL', message: { key: 'login-throttled', params: [{ duration: limit.seconds }] } };
  const bot = state.accounts.botPassword(full);
  if (!bot || bot.password !== given || (bot.ips && !bot.ips.includes(clientAddress))) return undefined;
  state.throttle.clear(`botpassword ${user ?? ''}`);
  return { status: 'PASS', account: bot.account, grants: bot.grants ?? defaultGrants };
}
