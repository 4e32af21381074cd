import { callOnce } from '../action/attempt.ts';
import { attempts } from '../attempts.ts';
import type { Client } from '../client.ts';
import { ApiError, LoginError } from '../errors.ts';
import { isObject } from '../json.ts';
import type { CallOptions } from '../options.ts';

/**
 * In a page of another site: whether the browser keeps the wiki's cookies. Where it blocks them no request fails: a sign-in
 * would send the password for nothing, with an error that says other things. So the wiki is asked about the token just fetched,
 * which belongs to a cookie (API:Checktoken). One request; none from anywhere else.
 * @throws LoginError `cookies-blocked`
 */
export async function requireCookies(
  client: Client,
  type: 'login' | 'createaccount',
  token: () => Promise<string>,
  options: CallOptions,
): Promise<void> {
  const { plan } = await client.access.plan(options.signal, client.options.home && 'cookies');
  if (plan.rule !== 'cookies') return;
  if (await isKnown(client, type, await token(), options)) return;
  throw new LoginError(
    'cookies-blocked',
    'The browser keeps the cookies of the wiki from this page: nobody can be signed in here. No password was sent.',
  );
}

/** Whether the wiki still has what belongs to this token. */
export async function isKnown(
  client: Client,
  type: 'login' | 'createaccount',
  token: string,
  options: CallOptions,
): Promise<boolean> {
  const ask = (action: string, parameters: [string, string][]) =>
    attempts(client, `action=${action}`, false, options, () =>
      callOnce(client, action, new Map(parameters), {
        info: { method: 'POST', write: false, secret: ['token', 'logintoken', 'createtoken'] },
        assert: false,
        signal: options.signal,
      }),
    );
  try {
    const { json } = await ask('checktoken', [
      ['type', type],
      ['token', token],
    ]);
    return !isObject(json['checktoken']) || json['checktoken']['result'] !== 'invalid';
  } catch (error) {
    if (!(error instanceof ApiError && error.has('readapidenied'))) throw error;
  }
  // on a private wiki only the modules that sign in are open: to go on with what was not begun fails, but first the token is checked
  const [action, prefix] = type === 'login' ? ['clientlogin', 'login'] : ['createaccount', 'create'];
  try {
    await ask(action, [
      [`${prefix}continue`, '1'],
      [`${prefix}token`, token],
    ]);
  } catch (error) {
    if (error instanceof ApiError && error.has('badtoken')) return false;
    throw error;
  }
  return true;
}
