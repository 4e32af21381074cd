import * as oauth from 'oauth4webapi';
import { Client } from '../client.ts';
import { HttpError, UsageError } from '../errors.ts';
import type { CallOptions } from '../options.ts';
import type { Platform } from '../platform.ts';
import type { TokenSource } from '../token-source.ts';
import { readCallback } from './callback.ts';
import { postForm, tokenRoute } from './token-endpoint.ts';
import { needSecureContext } from './secure-context.ts';
import { Source } from './source.ts';
import type { OAuthOptions, OAuthTokens, PendingAuthorization, SourceOptions } from './types.ts';

/** Where to send the user, and what to keep until the browser comes back. */
export interface Authorization {
  /** Holds no secret. */
  readonly url: string;
  readonly pending: PendingAuthorization;
}

/**
 * OAuth 2.0 as a wiki with Extension:OAuth has it (https://www.mediawiki.org/wiki/OAuth/For_Developers). Makes no request until it
 * is asked to. `oauth()` of the runtime's package makes it.
 */
export class OAuth {
  readonly #client: Client;
  readonly #options: OAuthOptions;
  readonly #server: oauth.AuthorizationServer;

  /** @throws UsageError `user-agent-required`, `bad-api-url`, `bad-option` */
  constructor(platform: Platform, url: string | URL, options: OAuthOptions) {
    const { clientId, clientSecret: _, redirectUri: __, ...settings } = options;
    if (typeof clientId !== 'string' || clientId === '')
      throw new UsageError('bad-option', 'The option `clientId` is missing.');
    this.#options = options;
    this.#client = new Client(platform, url, settings, () => Promise.resolve());
    const { rest } = this.#client;
    this.#server = { issuer: new URL(rest).origin, token_endpoint: rest + tokenRoute };
  }

  /**
   * The address at which the user is asked, with PKCE and `state` (RFC 7636, RFC 6749). Sends nothing.
   * @param request `scopes`: grants, as on Special:ListGrants. Default: those of the registration.
   * @throws UsageError `bad-option` without `redirectUri`; `insecure-context` in a page that is not by https or from localhost
   */
  async authorize(request: { readonly scopes?: readonly string[] | undefined } = {}): Promise<Authorization> {
    const { clientId, redirectUri } = this.#options;
    if (redirectUri === undefined) throw new UsageError('bad-option', 'To authorize needs the option `redirectUri`.');
    needSecureContext();
    const pending = {
      state: oauth.generateRandomState(),
      codeVerifier: oauth.generateRandomCodeVerifier(),
      redirectUri,
    };
    const url = new URL(`${this.#client.rest}/oauth2/authorize`);
    const parameters = {
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      state: pending.state,
      code_challenge: await oauth.calculatePKCECodeChallenge(pending.codeVerifier),
      code_challenge_method: 'S256',
      ...(request.scopes && { scope: request.scopes.join(' ') }),
    };
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return { url: url.href, pending };
  }

  /**
   * Ends an authorization: one request, which uses up the code.
   * @param callback the whole URL that the browser came back to. SECRET.
   * @param pending what `authorize` gave with the URL, for this same browser
   * @throws OAuthError, RestError, HttpError, NetworkError, UsageError `bad-parameter`
   */
  async finish(callback: string | URL, pending: PendingAuthorization, options: CallOptions = {}): Promise<OAuthTokens> {
    const answer = readCallback(this.#server, this.#id, callback, pending);
    const { redirectUri, codeVerifier } = pending;
    const response = await oauth.authorizationCodeGrantRequest(
      this.#server,
      this.#id,
      this.#authentication,
      answer,
      redirectUri,
      codeVerifier,
      this.#sending(options),
    );
    return tokensOf(oauth.processAuthorizationCodeResponse(this.#server, this.#id, response));
  }

  /**
   * Has new tokens for old. The old ones are dead afterwards; the access token at once.
   * @throws OAuthError `grant-ended`, `wrong-client`; RestError, HttpError, NetworkError, UsageError `bad-parameter`
   */
  async refresh(tokens: OAuthTokens, options: CallOptions = {}): Promise<OAuthTokens> {
    const { refreshToken } = tokens;
    if (!refreshToken) throw new UsageError('bad-parameter', 'These tokens hold no refresh token.');
    const [server, id, authentication] = [this.#server, this.#id, this.#authentication];
    const sending = this.#sending(options);
    const response = await oauth.refreshTokenGrantRequest(server, id, authentication, refreshToken, sending);
    return { refreshToken, ...(await tokensOf(oauth.processRefreshTokenResponse(server, id, response))) };
  }

  /**
   * An access token without a user's doing: the owner's if the consumer is owner-only, else nobody's (call with `assert: 'anon'`).
   * @throws OAuthError `wrong-client`, RestError, HttpError, NetworkError
   */
  async clientCredentials(
    options: CallOptions & { readonly scopes?: readonly string[] | undefined } = {},
  ): Promise<OAuthTokens> {
    const { scopes } = options;
    const [server, id, authentication] = [this.#server, this.#id, this.#authentication];
    const parameters: Record<string, string> = scopes ? { scope: scopes.join(' ') } : {};
    const sending = this.#sending(options);
    const response = await oauth.clientCredentialsGrantRequest(server, id, authentication, parameters, sending);
    return tokensOf(oauth.processClientCredentialsResponse(server, id, response));
  }

  /**
   * For `createWiki(url, { bearer })`: gives the access token, and refreshes it, once for all calls that wait for it. Use one source
   * for each user in a program: a refresh ends the tokens that another one holds, unless they are `shared`.
   * @param tokens Without them, those of `clientCredentials()`.
   */
  source(tokens?: OAuthTokens, options: SourceOptions = {}): TokenSource {
    const renew = (old?: OAuthTokens) => (tokens && old ? this.refresh(old) : this.clientCredentials());
    return new Source(tokens, !tokens || tokens.refreshToken ? renew : undefined, options);
  }

  get #id(): oauth.Client {
    return { client_id: this.#options.clientId };
  }

  /** In the form: MediaWiki takes percent signs of a Basic header as they are, where RFC 6749 wants them decoded. */
  get #authentication(): oauth.ClientAuth {
    const { clientSecret } = this.#options;
    return clientSecret ? oauth.ClientSecretPost(clientSecret) : oauth.None();
  }

  #sending(options: CallOptions): oauth.TokenEndpointRequestOptions {
    return {
      // whoever has a wiki on http signs in there by password too
      [oauth.allowInsecureRequests]: true,
      [oauth.customFetch]: (_, { body }) => postForm(this.#client, new URLSearchParams(String(body)), options),
    };
  }
}

/** @throws HttpError `unexpected-shape`. What oauth4webapi throws has the whole answer as its `cause`, tokens included. */
async function tokensOf(answer: Promise<oauth.TokenEndpointResponse>): Promise<OAuthTokens> {
  const { access_token, refresh_token, expires_in } = await answer.catch((error: Error) => {
    const what = `The answer to POST ${tokenRoute} is not what MediaWiki gives: ${error.message}.`;
    throw new HttpError('unexpected-shape', what, undefined, { status: 200, outcomeUnknown: true });
  });
  return {
    accessToken: access_token,
    ...(refresh_token !== undefined && { refreshToken: refresh_token }),
    ...(expires_in !== undefined && { expiresAt: Date.now() + expires_in * 1000 }),
  };
}
