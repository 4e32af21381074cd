import type { Client } from '../client.ts';
import { UsageError } from '../errors.ts';
import { attempts } from '../attempts.ts';
import { isObject, type JsonObject } from '../json.ts';
import type { CallOptions } from '../options.ts';
import { callOnce } from './attempt.ts';
import { moduleInfo } from './modules.ts';
import { encodeParameters } from './parameters.ts';
import { checkShape } from './validation.ts';
import { warningsOf } from './warnings.ts';

/** Who must be signed in for these modules is their own affair: they are how one signs in and out. */
const withoutAssert: ReadonlySet<string> = new Set(['login', 'clientlogin', 'createaccount', 'logout']);

/**
 * One Action API call, the one way out and back for every module: token and assert attached, sent, read, repeated where that
 * is safe, checked.
 * @throws ApiError, HttpError, NetworkError, UsageError; an abort rejects with the signal's reason.
 */
export async function call(
  client: Client,
  action: string,
  parameters: object,
  options: CallOptions & { readonly method?: 'GET' | 'POST' | undefined } = {},
): Promise<JsonObject> {
  const { method, signal } = options;
  const encoded = encodeParameters(parameters);
  // an await costs what a good deal of the rest does, also of what is at hand
  const signsIn = withoutAssert.has(action) ? undefined : client.ensureSignedIn(signal);
  if (signsIn) await signsIn;
  const found = moduleInfo(client, action, signal);
  const info = found instanceof Promise ? await found : found;
  if (method === 'GET' && info.method === 'POST') {
    throw new UsageError('bad-parameter', `action=${action} must be POSTed: call wiki.post.`);
  }
  const { json: answer } = await attempts(client, `action=${action}`, info.write, options, (attempt) =>
    callOnce(client, action, encoded, { info, method, signal, attempt, assert: !withoutAssert.has(action) }),
  );
  const result = answer[action];
  // the edit made a temporary account, and the session is now its: its tokens are others (wire fact of 1.43)
  if (isObject(result) && result['tempusercreated'] !== undefined) client.session.tokens.forget();
  checkShape(client, action, answer, info.write);
  for (const warning of client.options.onWarning ? warningsOf(answer) : []) client.options.onWarning?.(warning);
  return answer;
}
