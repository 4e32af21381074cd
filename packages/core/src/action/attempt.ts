import type { Client } from '../client.ts';
import { adviceFor } from '../advice.ts';
import type { Identity } from '../cors.ts';
import { HttpError, UsageError } from '../errors.ts';
import type { ModuleInfo } from '../generated/modules.ts';
import type { Attempt } from '../attempts.ts';
import type { Redact } from '../http/redact.ts';
import type { HttpRequest } from '../http/send.ts';
import { abortable } from '../http/wait.ts';
import type { JsonObject } from '../json.ts';
import type { WikiWarning } from '../options.ts';
import { anonymousToken } from '../tokens.ts';
import { readAnswer } from './errors.ts';
import type { EncodedValue } from './parameters.ts';
import { place } from './placement.ts';
import { warningsOf } from './warnings.ts';

/** The answer to one attempt. */
export interface Answer {
  readonly json: JsonObject;
  /** Takes the secrets of the request out of a text of the wiki. */
  readonly redact: Redact;
}

/** One attempt: a single HTTP request, plus one for the token where none is known. */
export async function callOnce(
  client: Client,
  action: string,
  encoded: ReadonlyMap<string, EncodedValue>,
  options: {
    readonly info: ModuleInfo;
    readonly method?: 'GET' | 'POST' | undefined;
    readonly signal?: AbortSignal | undefined;
    /** Where the attempt notes the token that it used. */
    readonly attempt?: Attempt;
    /** Whether the call must be refused when the session has ended. Default true. */
    readonly assert?: boolean;
    /** As whom, where it is not to be found out. */
    readonly identity?: Identity;
  },
): Promise<Answer> {
  const { info, signal, attempt } = options;
  const parameters = new Map<string, EncodedValue>();
  parameters.set('action', action).set('format', 'json').set('formatversion', '2').set('errorformat', 'plaintext');
  if (options.assert !== false) addAssertions(client, parameters);
  // where credentials are left nobody waits for the call
  const { credentials, maxlag = credentials ? 5 : false } = client.options;
  if (maxlag !== false) parameters.set('maxlag', String(maxlag));
  encoded.forEach((value, name) => parameters.set(name, value));
  const secrets = info.secret.map((name) => textOf(parameters, name));
  if (info.fields) secrets.push(...answersIn(encoded));
  if (info.token && !encoded.has(info.token.parameter)) {
    const text = await token(client, info.token.type, signal);
    parameters.set(info.token.parameter, text);
    if (attempt) attempt.token = { type: info.token.type, text };
  }
  if (info.token) secrets.push(textOf(parameters, info.token.parameter));

  // to sign in here is to be known here, not by way of another wiki
  const identity = options.identity ?? (client.options.home && options.assert === false ? 'cookies' : undefined);
  const pass = client.access.pass(identity, signal);
  const { plan, centralAuthToken } = pass instanceof Promise ? await pass : pass;
  for (const name in plan.parameters) parameters.set(name, plan.parameters[name]!);
  const headers: { [name: string]: string } = {};
  if (centralAuthToken !== undefined) {
    secrets.push(centralAuthToken);
    // `crossorigin` takes it in a header only; older wikis may not let a page send that
    if (plan.rule === 'crossorigin') headers['authorization'] = `CentralAuthToken ${centralAuthToken}`;
    else parameters.set('centralauthtoken', centralAuthToken);
  }

  const secret = info.secret.some((name) => encoded.has(name));
  const method = info.method === 'POST' || secret ? 'POST' : (options.method ?? 'GET');
  const placed = place(client.api, method, parameters, client.options.actionIn ?? 'body');
  // the boundary of multipart/form-data is the runtime's to name
  if (typeof placed.body === 'string') headers['content-type'] = 'application/x-www-form-urlencoded';
  const request: HttpRequest = {
    method: placed.method,
    url: placed.url,
    body: placed.body,
    headers,
    write: info.write,
    // the anonymous token is no secret, and would tear texts apart
    secrets: secrets.filter((secret) => secret !== anonymousToken),
    purpose: `action=${action}`,
    cors: plan,
  };
  const response = await client.send(request, signal);
  const answer = readAnswer(action, request, response);
  return { json: answer instanceof Promise ? await answer : answer, redact: response.redact };
}

function textOf(parameters: ReadonlyMap<string, EncodedValue>, name: string): string {
  const value = parameters.get(name);
  return typeof value === 'string' ? value : '';
}

/** What a person has answered to a form: under whatever name an extension asks for it, it may be secret. */
function answersIn(encoded: ReadonlyMap<string, EncodedValue>): string[] {
  const own = /^(username|email|realname|reason|uselang|(login|create|link|changeauth)\w+)$/;
  return [...encoded].flatMap(([name, value]) => (own.test(name) || typeof value !== 'string' ? [] : [value]));
}

/** Without these a session that has ended turns every call into an anonymous one, without a word (API:Assert). */
function addAssertions({ session: { user }, options, byOAuth }: Client, parameters: Map<string, EncodedValue>): void {
  const somebody = user || byOAuth || options.home || options.as === 'user';
  const assert = options.assert ?? (somebody ? 'user' : undefined);
  if (assert) parameters.set('assert', assert);
  // since 1.28; a temporary account passes assert=user too
  const name = options.assertuser ?? user?.name;
  if (name !== undefined && assert !== 'anon') parameters.set('assertuser', name);
}

/** The token of this type, from the session or the wiki. Shared: a caller that gives up does not take it from the others. */
export function token(client: Client, type: string, signal?: AbortSignal): Promise<string> {
  return abortable(
    client.session.tokens.get(type, async () => {
      const text = await wantToken(client, type);
      // a token that is not stored costs those who share the session a request each, and no more
      await client.keep({ [type]: text }).catch(() => {});
      return text;
    }),
    signal,
  );
}

async function wantToken(client: Client, type: string): Promise<string> {
  // nobody need be signed in yet to sign in
  const assert = client.session.user !== undefined || !['login', 'createaccount'].includes(type);
  const { token: text, warnings } = await askToken(client, type, { assert });
  if (text !== undefined) return text;
  const said = warnings.map((warning) => warning.text).join(' ');
  throw new HttpError(
    'unexpected-shape',
    `The wiki gave no ${type} token.${said && ` It says: ${said}`}`,
    adviceFor('no-tokens'),
  );
}

/** Asks the wiki for a token (API:Tokens, MediaWiki 1.24). @returns `undefined` where the wiki has none of this type, and says so in a warning */
export async function askToken(
  client: Client,
  type: string,
  options: { signal?: AbortSignal | undefined; assert: boolean },
): Promise<{ token: string | undefined; warnings: readonly WikiWarning[] }> {
  if (client.options.as === 'anonymous') {
    // the wiki gives a page none, and takes this one from everybody who is nobody
    if (type === 'csrf') return { token: anonymousToken, warnings: [] };
    throw new UsageError('bad-option', `A token of type ${type} belongs to a session, but \`as\` is \`anonymous\`.`);
  }
  const parameters = new Map([
    ['meta', 'tokens'],
    ['type', type],
  ]);
  const { json: answer } = await callOnce(client, 'query', parameters, {
    info: { method: 'GET', write: false, secret: [] },
    ...options,
  });
  const { tokens } = (answer['query'] ?? {}) as { tokens?: JsonObject };
  const text = tokens?.[`${type}token`];
  return { token: typeof text === 'string' ? text : undefined, warnings: warningsOf(answer) };
}
