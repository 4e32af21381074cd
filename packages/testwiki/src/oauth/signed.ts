import type { Refusal } from '../central-account.ts';
import type { State } from '../state.ts';
import type { Approval, OAuthStore, OwnerOnlyKeys } from './grants.ts';

/** Seconds that a client's clock may be wrong, either way. */
const tolerance = 300;

const refused = (why: string): Refusal => {
  const code = 'mwoauth-invalid-authorization';
  return { code, key: code, params: [why] };
};

/** As PHP's rawurlencode (RFC 3986). */
const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/gu, (sign) => `%${sign.codePointAt(0)?.toString(16).toUpperCase()}`);

/** The parameters of the header; that of another scheme has none. */
function headerParameters(authorization: string): Map<string, string> {
  const found = authorization.matchAll(/(oauth_[a-z_-]*)=(?:"([^"]*)"|([^,]*))/gu);
  return new Map(
    [...found].map(([, name = '', quoted, bare = '']) => [
      name,
      new URLSearchParams(`value=${quoted ?? bare}`).get('value') ?? '',
    ]),
  );
}

/** A form by PHP's reading of the request: no other body is signed, multipart forms neither. */
async function formParameters(request: Request): Promise<URLSearchParams> {
  const isForm = (request.headers.get('content-type') ?? '').startsWith('application/x-www-form-urlencoded');
  return new URLSearchParams(request.method === 'POST' && isForm ? await request.text() : '');
}

/** For the address by which the wiki calls itself ($wgServer), whichever one the request went to. */
async function signatureOf(
  state: State,
  request: Request,
  url: URL,
  header: ReadonlyMap<string, string>,
  keys: OwnerOnlyKeys,
): Promise<string> {
  const all = new Map([...url.searchParams, ...(await formParameters(request)), ...header]);
  all.delete('oauth_signature');
  const pairs = [...all].map(([name, value]) => [encode(name), encode(value)] as const);
  pairs.sort(([a], [b]) => (a < b ? -1 : 1));
  const parameters = pairs.map((pair) => pair.join('=')).join('&');
  const base = [request.method, state.origin + url.pathname, parameters].map(encode).join('&');
  const encoder = new TextEncoder();
  const secrets = encoder.encode(`${encode(keys.consumerSecret)}&${encode(keys.accessSecret)}`);
  const key = await crypto.subtle.importKey('raw', secrets, { name: 'HMAC', hash: 'SHA-1' }, false, ['sign']);
  const signature = await crypto.subtle.sign('HMAC', key, encoder.encode(base));
  return btoa(String.fromCharCode(...new Uint8Array(signature)));
}

/** A nonce counts as used even if the signature then turns out wrong. */
function useUp({ nonces }: OAuthStore, nonce: string, expires: number, now: number): boolean {
  for (const [known, until] of nonces) if (until < now) nonces.delete(known);
  if (nonces.has(nonce)) return false;
  nonces.set(nonce, expires);
  return true;
}

/**
 * Whom the signature of a request (OAuth 1.0a) is of; undefined if it has none. The checks, and their order and words, are those of
 * Extension:OAuth.
 */
export async function signedBy(state: State, request: Request, url: URL): Promise<Approval | Refusal | undefined> {
  const authorization = request.headers.get('authorization') ?? '';
  const store = state.oauth;
  if (!store || !authorization.startsWith('OAuth ')) return undefined;
  const header = headerParameters(authorization);
  const given = (name: string): string => header.get(`oauth_${name}`) ?? '';
  if (header.has('oauth_version') && given('version') !== '1.0')
    return refused(`OAuth version '${given('version')}' not supported`);
  const known = store.signers.get(given('consumer_key'));
  if (!known) return refused('Invalid consumer');
  const { consumer, keys } = known;
  if (keys.accessToken !== given('token') || known.revoked)
    return refused('No approved grant was found for that authorization token.');
  const now = Math.floor(state.clock() / 1000);
  const timestamp = Number(given('timestamp'));
  if (!timestamp) return refused('Missing timestamp parameter. The parameter is required');
  if (Math.abs(now - timestamp) > tolerance) return refused(`Expired timestamp, yours ${timestamp}, ours ${now}`);
  const nonce = given('nonce');
  if (nonce === '') return refused('Missing nonce parameter. The parameter is required');
  if (!useUp(store, `${consumer.id} ${keys.accessToken} ${nonce}`, timestamp + tolerance, now))
    return refused(`Nonce already used: ${nonce}`);
  if (given('signature_method') !== 'HMAC-SHA1')
    return refused(`Signature method '${given('signature_method')}' not supported`);
  const right = await signatureOf(state, request.clone(), url, header, keys);
  if (given('signature') !== right) return refused('Invalid signature');
  return { consumer, account: state.accounts.byName(consumer.ownerOnly ?? ''), scopes: consumer.grants };
}
