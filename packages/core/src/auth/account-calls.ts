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

type Purpose = 'change' | 'remove' | 'unlink';

export async function requests(
  client: Client,
  purpose: Purpose,
  options: CallOptions,
): Promise<readonly FormRequest[]> {
  const answer = await call(
    client,
    'query',
    { meta: 'authmanagerinfo', amirequestsfor: purpose },
    { ...options, method: 'GET' },
  );
  const info = requireShape(
    isObject(answer['query']) ? answer['query']['authmanagerinfo'] : undefined,
    validateAuthManagerInfo,
    'meta=authmanagerinfo',
  );
  return readForm(info.requests ?? [], client.api).requests;
}

export async function change(client: Client, id: string, answers: Answers, options: AccountOptions): Promise<void> {
  const found = await find(client, 'change', id, options);
  const fields = fillForm({ requests: [found], fields: found.fields }, answers, 'begin');
  const parameters = { changeauthrequest: found.id, ...Object.fromEntries(fields) };
  await write(client, 'changeauthenticationdata', parameters, options);
}

export async function remove(client: Client, id: string, options: AccountOptions): Promise<void> {
  const request = await find(client, 'remove', id, options);
  await write(client, 'removeauthenticationdata', { request: request.id }, options);
}

export async function unlink(client: Client, id: string, options: AccountOptions): Promise<void> {
  const request = await find(client, 'unlink', id, options);
  await write(client, 'unlinkaccount', { request: request.id }, options);
}

async function find(client: Client, purpose: Purpose, id: string, options: CallOptions): Promise<FormRequest> {
  const offered = await requests(client, purpose, options);
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
