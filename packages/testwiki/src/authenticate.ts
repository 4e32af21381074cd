import type { Account } from './accounts.ts';
import type { Message } from './action/messages.ts';
import { clientAddress, type State } from './state.ts';
import { userName } from './title.ts';

/** How a sign-in with name and password ends. `UI`: the user would be asked for more. */
export type Authentication =
  | { readonly status: 'PASS'; readonly account: Account }
  | { readonly status: 'FAIL'; readonly message: Message }
  | { readonly status: 'UI'; readonly account: Account };

const fail = (key: string, params: Message['params'] = []): Authentication => ({
  status: 'FAIL',
  message: { key, params },
});

const defaultThrottle = { count: 5, seconds: 300 };

const throttleOf = (state: State) => state.options.throttle ?? defaultThrottle;

/** The message names the whole window, not what is left of it (throttle-login-errorformat-raw). */
function throttled(state: State, key: string): Authentication | undefined {
  const limit = throttleOf(state);
  if (!limit || !state.throttle.exceeded(key, limit)) return undefined;
  return fail('login-throttled', [{ duration: limit.seconds }]);
}

/** A main account, as AuthManager does it. */
export function authenticate(state: State, name: string, password: string): Authentication {
  const canonical = userName(name);
  const refused = throttled(state, `password ${canonical ?? name}`);
  if (refused) return refused;
  if (canonical === undefined || password === '') return fail('authmanager-authn-no-primary');
  // The captcha cannot be asked for here, and is answered by "wrong password" (captcha-badlogin-action-login).
  const captcha = state.options.captcha?.badlogin;
  const asked = captcha !== undefined && state.badLogins >= captcha;
  const account = state.accounts.byName(canonical);
  if (!account || account.temp || account.settings.password !== password || asked) {
    state.badLogins += 1;
    return fail('wrongpassword');
  }
  if (account.settings.twoFactor || account.settings.weakPassword) return { status: 'UI', account };
  state.throttle.clear(`password ${canonical}`);
  return { status: 'PASS', account };
}

const defaultGrants = ['basic', 'highvolume', 'editpage', 'createeditmovepage'];

/** A bot password, or undefined where MediaWiki goes on to try a main account of that name. */
export function authenticateBot(
  state: State,
  name: string,
  password: string,
): (Authentication & { grants?: readonly string[] }) | undefined {
  if (state.options.enableBotPasswords === false) return undefined;
  // `User@app` with the secret, or `User` with `app@secret`
  const [app, secret] = /^[^@]+@[0-9a-w]{32,}$/u.test(password) ? password.split('@') : [];
  const full = name.includes('@') ? name : app === undefined ? undefined : `${name}@${app}`;
  if (full === undefined) return undefined;
  const given = name.includes('@') ? password : (secret ?? '');
  if (!/^[0-9a-w]{32,}$/u.test(given)) return undefined;
  const user = userName(full.split('@')[0] ?? '');
  const refused = throttled(state, `botpassword ${user ?? ''}`);
  if (refused) return refused;
  const bot = state.accounts.botPassword(full);
  if (!bot || bot.password !== given || (bot.ips && !bot.ips.includes(clientAddress))) return undefined;
  state.throttle.clear(`botpassword ${user ?? ''}`);
  return { status: 'PASS', account: bot.account, grants: bot.grants ?? defaultGrants };
}
