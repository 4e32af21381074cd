import { OAuth, type OAuthOptions } from '@mwkit/core/oauth';
import { deno } from './platform.ts';

export * from '@mwkit/core/oauth';

/**
 * OAuth 2.0 of a wiki with Extension:OAuth, for one consumer.
 * @param url The URL of its api.php; `findApi` finds it from any page of the wiki.
 * @throws UsageError `user-agent-required`, `bad-api-url`, `bad-option`
 */
export function oauth(url: string | URL, options: OAuthOptions): OAuth {
  return new OAuth(deno, url, options);
}
