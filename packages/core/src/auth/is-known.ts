import { callOnce } from '../action/attempt.ts';
import { attempts } from '../attempts.ts';
import type { Client } from '../client.ts';
import { ApiError } from '../errors.ts';
import { isObject } from '../json.ts';
import type { CallOptions } from '../options.ts';

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
