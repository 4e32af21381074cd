import { base64url } from '../auth/base64url.ts';
import { readForm } from '../form.ts';
import { json, RestError } from '../rest/errors.ts';
import type { State } from '../state.ts';
import { invalidClient, invalidRefreshToken, invalidRequest, invalidScope, OAuthError } from './errors.ts';
import type { Approval, Code, Consumer, OAuthStore } from './grants.ts';
import { issueTokens, type Issued } from './tokens.ts';

interface Exchange {
  readonly state: State;
  readonly store: OAuthStore;
  readonly form: URLSearchParams;
  readonly consumer: Consumer;
  /** Whether the client has shown its secret. */
  readonly authenticated: boolean;
}

type Grant = (exchange: Exchange) => Issued | Promise<Issued>;

/** By parameters or by `Authorization: Basic`. */
function clientOf(request: Request, form: URLSearchParams): { id: string | undefined; secret: string | undefined } {
  const [, basic] = /^Basic\s+([\w+/=]+)$/iu.exec(request.headers.get('authorization') ?? '') ?? [];
  const [, id, secret] = /^([^:]*):(.*)$/su.exec(basic === undefined ? '' : atob(basic)) ?? [];
  return { id: form.get('client_id') ?? id, secret: form.get('client_secret') ?? secret };
}

async function verify({ challenge, method }: Code, verifier: string | null): Promise<void> {
  if (challenge === undefined) return;
  if (verifier === null) throw invalidRequest('Check the `code_verifier` parameter');
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const shown = method === 'plain' ? verifier : base64url(new Uint8Array(digest));
  if (shown !== challenge)
    throw new OAuthError(400, 'invalid_grant', 'The authorization grant is invalid.', 'The verifier is another.');
}

const authorizationCode: Grant = async ({ state, store, form, consumer, authenticated }) => {
  if (!authenticated && consumer.confidential !== false) throw invalidClient();
  const given = form.get('code') ?? '';
  const code = store.codes.get(given);
  if (!code) throw invalidRequest(given === '' ? 'Check the `code` parameter' : 'The code is unknown or was used');
  if (code.consumer !== consumer) throw invalidRequest('The code was issued to another client');
  if (code.expires <= state.clock()) throw invalidRequest('The code has expired');
  if (code.redirectUri !== undefined && form.get('redirect_uri') !== code.redirectUri)
    throw invalidRequest('Check the `redirect_uri` parameter');
  await verify(code, form.get('code_verifier'));
  // of two at once, one gets nothing
  if (!store.codes.delete(given)) throw invalidRequest('The code is unknown or was used');
  return issueTokens(state, store, code, true);
};

/** On REL1_45 a public client needs its secret for this too, though for nothing else. */
const refreshToken: Grant = ({ state, store, form, consumer, authenticated }) => {
  if (!authenticated) throw invalidClient();
  const given = form.get('refresh_token');
  if (given === null) throw invalidRequest('Check the `refresh_token` parameter');
  const token = store.refreshTokens.get(given);
  if (!token) throw invalidRefreshToken('The token is unknown or was used');
  if (token.consumer !== consumer) throw invalidRefreshToken('The token was issued to another client');
  if (token.expires <= state.clock()) throw invalidRefreshToken('The token has expired');
  const scopes = form.has('scope') ? scopesOf(form, token.scopes) : token.scopes;
  store.refreshTokens.delete(given);
  store.accessTokens.delete(token.accessToken);
  return issueTokens(state, store, { consumer, account: token.account, scopes }, true);
};

/** Nobody's, but for the token of an owner-only consumer. */
const clientCredentials: Grant = ({ state, store, form, consumer, authenticated }) => {
  if (!authenticated || consumer.confidential === false) throw invalidClient();
  const account = consumer.ownerOnly === undefined ? undefined : state.accounts.byName(consumer.ownerOnly);
  const approval: Approval = { consumer, account, scopes: scopesOf(form, consumer.grants) };
  return issueTokens(state, store, approval, false);
};

const grants: Readonly<Record<string, Grant>> = {
  authorization_code: authorizationCode,
  refresh_token: refreshToken,
  client_credentials: clientCredentials,
};

/** Those that are asked for, or all. */
export function scopesOf(parameters: URLSearchParams, all: readonly string[]): readonly string[] {
  const asked = (parameters.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
  const unknown = asked.find((scope) => !all.includes(scope));
  if (unknown !== undefined) throw invalidScope(unknown);
  return asked.length > 0 ? asked : all;
}

/** POST oauth2/access_token: a form, and nothing else. */
export async function accessToken(state: State, store: OAuthStore, request: Request): Promise<Response> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type !== 'application/x-www-form-urlencoded' && type !== 'multipart/form-data')
    throw new RestError(415, 'rest-unsupported-content-type', `Unsupported Content-Type: ${type || '(null)'}`);
  const form = await readForm(request);
  const name = form.get('grant_type');
  if (name === null) throw invalidRequest('Check the `grant_type` parameter');
  const grant = Object.hasOwn(grants, name) ? grants[name] : undefined;
  if (!grant) throw new OAuthError(400, 'unsupported_grant_type', 'The wiki does not support this grant type.');
  const { id, secret } = clientOf(request, form);
  const consumer = id === undefined ? undefined : store.consumers.get(id);
  if (!consumer || (secret !== undefined && secret !== consumer.secret)) throw invalidClient();
  const issued = await grant({ state, store, form, consumer, authenticated: secret !== undefined });
  return json(issued, 200, { 'Cache-Control': 'no-store', Pragma: 'no-cache' });
}
