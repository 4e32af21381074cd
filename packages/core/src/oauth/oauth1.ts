import { UsageError } from '../errors.ts';
import type { RequestSigner, SignableRequest, SignedRequest } from '../request-signer.ts';
import { baseString, escape, hmacKey, hmacSha1 } from './signature.ts';

/** The four texts that the registration of an owner-only consumer of OAuth 1.0a shows, once (https://www.mediawiki.org/wiki/OAuth/Owner-only_consumers). */
export interface OAuth1Keys {
  /** "Consumer token", or "Consumer key". */
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly accessToken: string;
  readonly accessSecret: string;
}

/**
 * For `createWiki(url, { signer })`: signs each request by HMAC-SHA1 (RFC 5849), as the owner of an owner-only consumer.
 * @throws UsageError `bad-option` where one of the keys is missing
 */
export function oauth1(keys: OAuth1Keys): RequestSigner {
  const { consumerKey, consumerSecret, accessToken, accessSecret } = keys;
  for (const [name, key] of Object.entries({ consumerKey, consumerSecret, accessToken, accessSecret }))
    if (typeof key !== 'string' || key === '') throw new UsageError('bad-option', `The option \`${name}\` is missing.`);
  let imported: Promise<CryptoKey> | undefined;
  return {
    async sign(request: SignableRequest): Promise<SignedRequest> {
      imported ??= hmacKey([consumerSecret, accessSecret]);
      const own: [string, string][] = [
        ['oauth_consumer_key', consumerKey],
        ['oauth_token', accessToken],
        ['oauth_signature_method', 'HMAC-SHA1'],
        ['oauth_timestamp', String(Math.floor(Date.now() / 1000))],
        ['oauth_nonce', crypto.getRandomValues(new Uint32Array(4)).join('')],
        ['oauth_version', '1.0'],
      ];
      const signature = await hmacSha1(await imported, baseString(request, own));
      own.push(['oauth_signature', signature]);
      const authorization = `OAuth ${own.map(([name, value]) => `${name}="${escape(value)}"`).join(', ')}`;
      return { authorization, secrets: [authorization, signature, accessToken] };
    },
  };
}
