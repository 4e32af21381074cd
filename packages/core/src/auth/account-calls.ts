import { call } from '../action/call.ts';
import { requireShape } from '../action/validation.ts';
import type { Client } from '../client.ts';
import { ApiError, FlowError, UsageError } from '../errors.ts';
import { validateAuthManagerInfo } from '../generated/validators/sign-in.ts';
import { isObject } from '../json.ts';
import type { CallOptions } from '../options.ts';
import type { AccountOptions } from './account.ts';
import { type Answers, fillForm } from './fields.ts';
import { AuthFlow } from './flow.ts';
import { type FormRequest, readForm } from './form.ts';

/** What can be done to credentials and links. */
export type Purpose = 'change' | 'remove' | 'unlink';

export async function accountRequests(
  client: Client,
  purpose: Purpose,
  options: CallOptions = {},
): Promise<readonly FormRequest[]> {
  const parameters = { meta: 'authmanagerinfo', amirequestsfor: purpose };
  const answer = await call(client, 'query', parameters, { ...options, method: 'GET' });
  const info = requireShape(
    isObject(answer['query']) ? answer['query']['authmanagerinfo'] : undefined,
    validateAuthManagerInfo,
    'meta=authmanagerinfo',
  );
  return readForm(info.requests ?? [], client.api).requests;
}

export async function changeCredentials(
  client: Client,
  request: string,
  answers: Answers,
  options: AccountOptions = {},
): Promise<void> {
  const found = await find(client, 'change', request, options);
  const fields = fillForm({ requests: [found], fields: found.fields }, answers, 'begin');
  const parameters = { changeauthrequest: found.id, ...Object.fromEntries(fields) };
  await write(client, 'changeauthenticationdata', parameters, options);
}

/** Removes credentials, or takes back a link. */
export async function removeCredentials(
  client: Client,
  purpose: 'remove' | 'unlink',
  request: string,
  options: AccountOptions = {},
): Promise<void> {
  const { id } = await find(client, purpose, request, options);
  await write(client, purpose === 'remove' ? 'removeauthenticationdata' : 'unlinkaccount', { request: id }, options);
}

async function find(client: Client, purpose: Purpose, id: string, options: CallOptions): Promise<FormRequest> {
  const offered = await accountRequests(client, purpose, options);
  // extensions and versions put their namespace before the class
  const found =
    offered.find((request) => request.id === id) ?? offered.find((request) => request.id.endsWith(`\\${id}`));
  if (found) return found;
  const ids = offered.map((request) => request.id).join(', ');
  throw new UsageError('bad-parameter', `The account has no request \`${id}\` to ${purpose}, but: ${ids || 'none'}.`);
}

async function write(client: Client, action: string, parameters: object, options: AccountOptions): Promise<void> {
  const { reauthenticate, signal, maxWait } = options;
  const once = () => call(client, action, parameters, { signal, maxWait, method: 'POST' });
  try {
    await once();
  } catch (error) {
    if (!(error instanceof ApiError && error.has('reauthenticate') && reauthenticate)) throw error;
    const { user } = client.session;
    const { username } = await new AuthFlow(client, 'clientlogin', reauthenticate).run(reauthenticate);
    if (user && username !== user.name) throw new FlowError('other-user', 'Somebody else has signed in.');
    await once();
  }
}
