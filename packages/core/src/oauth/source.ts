import type { TokenSource } from '../token-source.ts';
import { OAuthError } from './errors.ts';
import type { OAuthTokens, SourceOptions } from './types.ts';

/** Milliseconds before its end at which an access token is no longer sent: it must still be good when it arrives. */
const margin = 10_000;

/** The access token of one user, refreshed once for all who wait for it. */
export class Source implements TokenSource {
  #tokens: OAuthTokens | undefined;
  readonly #renew: ((old?: OAuthTokens) => Promise<OAuthTokens>) | undefined;
  readonly #options: SourceOptions;
  #renewing: Promise<void> | undefined;
  /** New tokens that are not stored yet. */
  #unstored: OAuthTokens | undefined;
  /** The refresh token is dead: the wiki need not be asked again. */
  #ended: OAuthError | undefined;

  /** @param renew has new tokens; `undefined` where there are none to be had */
  constructor(
    tokens: OAuthTokens | undefined,
    renew: ((old?: OAuthTokens) => Promise<OAuthTokens>) | undefined,
    options: SourceOptions,
  ) {
    this.#tokens = tokens;
    this.#renew = renew;
    this.#options = options;
  }

  async token(): Promise<string> {
    if (this.#renew && this.#isOver) await this.#once(this.#renew);
    return this.#tokens?.accessToken ?? '';
  }

  get #isOver(): boolean {
    const { expiresAt = Infinity } = this.#tokens ?? { expiresAt: 0 };
    return expiresAt - margin < Date.now();
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
    const { store, shared } = this.#options;
    const work = async (): Promise<void> => {
      const stored = await shared?.read();
      const others = stored && stored.accessToken !== this.#tokens?.accessToken ? stored : undefined;
      if (others) {
        this.#tokens = others;
        this.#unstored = undefined;
        this.#ended = undefined;
        if (!this.#isOver) return;
      }
      this.#unstored ??= await this.#ask(renew);
      await store?.(this.#unstored);
      this.#tokens = this.#unstored;
      this.#unstored = undefined;
    };
    await (shared ? shared.exclusive(work) : work());
  }

  async #ask(renew: (old?: OAuthTokens) => Promise<OAuthTokens>): Promise<OAuthTokens> {
    if (this.#ended) throw this.#ended;
    try {
      return await renew(this.#tokens);
    } catch (error) {
      if (error instanceof OAuthError && error.code === 'grant-ended') this.#ended = error;
      throw error;
    }
  }
}
