import type { Account } from '../accounts.ts';
import { readForm } from '../form.ts';
import { hex } from '../random.ts';
import { parseJson, refuseExtraneous } from '../rest/body.ts';
import { invalid, json, RestError } from '../rest/errors.ts';
import type { SessionHandle } from '../session.ts';
import type { State } from '../state.ts';
import type { Consumer, OAuthStore } from './grants.ts';
import { ownerOnlyToken } from './tokens.ts';

type Fields = Readonly<Record<string, unknown>>;

/** No `token` among them: these routes want none, and refuse it (`rest-extraneous-body-fields`). */
const known = ['name', 'version', 'description', 'wiki', 'owner_only', 'callback_url', 'callback_is_prefix', 'email'];
const required = ['name', 'description', 'email', 'is_confidential', 'grant_types', 'scopes'];

/** What is wrong beyond the fields themselves is a bare code. */
const failure = (message: string): RestError => new RestError(400, undefined, '', { message });

async function readFields(request: Request): Promise<Fields> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/json') return parseJson(request);
  if (type === 'application/x-www-form-urlencoded') return Object.fromEntries(await readForm(request));
  throw new RestError(415, 'rest-unsupported-content-type', `Unsupported Content-Type: ${type || '(null)'}`);
}

const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : String(value).split('|'));
const text = (value: unknown, otherwise = ''): string => (typeof value === 'string' ? value : otherwise);
const isTrue = (value: unknown): boolean => value === true || value === 'true' || value === '1';

function signedIn({ session }: SessionHandle): Account {
  if (!session.user) throw failure('not_logged_in');
  return session.user;
}

/** What only the owner is shown, and only now. */
function secretsOf(state: State, store: OAuthStore, { id, secret, ownerOnly, registration }: Consumer): Response {
  const access = ownerOnly === undefined ? {} : { access_token: ownerOnlyToken(state, store, id) };
  return json({ name: registration?.name ?? id, client_key: id, secret, ...access });
}

/** POST oauth2/client: registers a consumer. One that is not owner-only is `proposed`: for its owner alone until it is approved. */
export async function register(
  state: State,
  store: OAuthStore,
  request: Request,
  handle: SessionHandle,
): Promise<Response> {
  const fields = await readFields(request);
  for (const name of required)
    if (fields[name] === undefined || fields[name] === null) {
      const said = `Invalid request body: The "${name}" parameter must be set.`;
      throw invalid(name, null, 'missingparam', said, 'rest-body-validation-error');
    }
  refuseExtraneous(Object.keys(fields), [...known, ...required]);
  const [owner, ownerOnly] = [signedIn(handle), isTrue(fields['owner_only'])];
  if (!ownerOnly && text(fields['callback_url']) === '')
    throw new RestError(400, 'mwoauth-error-missing-callback-url-non-owner', 'A callback URL is needed.');
  if (owner.email === '') throw failure('email_not_confirmed');
  if (fields['email'] !== owner.email) throw failure('email_mismatched');
  const [name, version] = [text(fields['name']), text(fields['version'], '1.0')];
  const same = ({ registration }: Consumer): boolean => registration?.owner === owner && registration.name === name;
  if ([...store.consumers.values()].some(same)) throw failure('consumer_exists');
  const consumer: Consumer = {
    id: hex(16),
    secret: hex(20),
    grants: [...new Set(['basic', ...list(fields['scopes'])])],
    confidential: isTrue(fields['is_confidential']),
    ...(ownerOnly
      ? { ownerOnly: owner.name }
      : { callbackUrl: text(fields['callback_url']), callbackIsPrefix: isTrue(fields['callback_is_prefix']) }),
    registration: {
      owner,
      name,
      version,
      description: text(fields['description']),
      grantTypes: list(fields['grant_types']),
      time: state.clock(),
    },
  };
  store.consumers.set(consumer.id, consumer);
  return secretsOf(state, store, consumer);
}

/** GET oauth2/client: what the user has registered by POST, newest first. */
export function listClients({ consumers }: OAuthStore, url: URL, { session }: SessionHandle): Response {
  const { user } = session;
  if (!user) throw new RestError(404, 'rest-nonexistent-user', 'There is no such user.');
  const own = [...consumers.values()].flatMap(({ registration, ...consumer }) =>
    registration?.owner === user ? [{ ...consumer, ...registration }] : [],
  );
  const clients = own.toReversed().map((client) => ({
    email: user.email,
    name: client.name,
    version: client.version,
    callback_url: client.callbackUrl ?? '',
    description: client.description,
    client_key: client.id,
    owner_only: client.ownerOnly !== undefined,
    stage: client.ownerOnly === undefined ? 0 : 1,
    oauth_version: 2,
    registration_formatted: new Date(client.time).toUTCString(),
    allowed_grants: client.grantTypes,
    scopes: client.grants,
  }));
  const offset = Number(url.searchParams.get('offset') ?? 0);
  const limit = Number(url.searchParams.get('limit') ?? 25);
  return json({ clients: clients.slice(offset, offset + limit), total: clients.length });
}

/** POST oauth2/client/{client_key}/reset_secret: the old secret ends, and so does the token of an owner-only consumer. */
export async function resetSecret(
  state: State,
  store: OAuthStore,
  request: Request,
  handle: SessionHandle,
  id: string,
): Promise<Response> {
  refuseExtraneous(Object.keys(await readFields(request)), ['reason']);
  const consumer = store.consumers.get(id);
  if (!consumer) throw new RestError(400, 'mwoauth-invalid-consumer-key', 'No consumer exists with the given key.');
  const owner = consumer.registration?.owner ?? state.accounts.byName(consumer.ownerOnly ?? '');
  if (!owner || owner !== handle.session.user)
    throw new RestError(400, 'mwoauth-consumer-user-mismatch', 'The consumer is another user\u2019s.');
  consumer.secret = hex(20);
  store.accessTokens.delete(store.ownerTokens.get(id) ?? '');
  store.ownerTokens.delete(id);
  return secretsOf(state, store, consumer);
}
