import type { TokenSource } from '../token-source.ts';
import { OAuthError } from './errors.ts';
import type { OAuthTokens, SourceOptions } from './types.ts';

/** Milliseconds before its end at which an access token is no longer sent: it must still be good when it arrives. */
const margin = 10_000;

/** The access token of one user, refreshed once for all who wait for it. */
export class Source implements TokenSource {
  #tokens: OAuthTokens | undefined;
  readonly #renew: ((old?: OAuthTokens) => Promise<OAuthTokens>) | undefined;
  readonly #store: SourceOptions['store'];
  #renewing: Promise<void> | undefined;
  /** New tokens that are not stored yet. */
  #unstored: OAuthTokens | undefined;
  /** The refresh token is dead: the wiki need not be asked again. */
  #ended: OAuthError | undefined;

  /** @param renew has new tokens; `undefined` where there are none to be had */
  constructor(
    tokens: OAuthTokens | undefined,
    renew: ((old?: OAuthTokens) => Promise<OAuthTokens>) | undefined,
    store: SourceOptions['store'],
  ) {
    this.#tokens = tokens;
    this.#renew = renew;
    this.#store = store;
  }

  async token(): Promise<string> {
    const { expiresAt = Infinity } = this.#tokens ?? { expiresAt: 0 };
    if (this.#renew && expiresAt - margin < Date.now()) await this.#once(this.#renew);
    return this.#tokens?.accessToken ?? '';
  }

  async refresh(refused: string): Promise<boolean> {
    if (this.#tokens && this.#tokens.accessToken !== refused) return true;
    if (!this.#renew) return false;
    await this.#once(this.#renew);
    return true;
  }

  #once(renew: (old?: OAuthTokens) => Promise<OAuthTokens>): Promise<void> {
    this.#renewing ??= this.#replace(renew).finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  async #replace(renew: (old?: OAuthTokens) => Promise<OAuthTokens>): Promise<void> {
    if (this.#ended) throw this.#ended;
    try {
      this.#unstored ??= await renew(this.#tokens);
    } catch (error) {
      if (error instanceof OAuthError && error.code === 'grant-ended') this.#ended = error;
      throw error;
    }
    await this.#store?.(this.#unstored);
    this.#tokens = this.#unstored;
    this.#unstored = undefined;
  }
}
