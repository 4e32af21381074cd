/** What the wiki gives to an anonymous session as a csrf token (MediaWiki's LoggedOutEditToken). */
export const anonymousToken = '+\\';

/**
 * Tokens of one session, by type. One fetch serves all callers that wait for it, and a fetch that fails is not remembered.
 * All text forms of a token stay valid as long as the session does, so they are kept until something ends them:
 * a sign-in, a sign-out, another user, or `badtoken`.
 */
export class Tokens {
  readonly #known = new Map<string, string>();
  readonly #fetching = new Map<string, Promise<string>>();

  /** The token of this type, fetched if need be. `fetch` is only called when nobody else is fetching it. */
  get(type: string, fetch: () => Promise<string>): Promise<string> {
    const known = this.#known.get(type);
    if (known !== undefined) return Promise.resolve(known);
    const running = this.#fetching.get(type);
    if (running) return running;
    const fetching = fetch()
      .then((token) => {
        // forgotten in the meantime: good for those who waited, not for later callers
        if (this.#fetching.get(type) === fetching) this.#known.set(type, token);
        return token;
      })
      .finally(() => {
        if (this.#fetching.get(type) === fetching) this.#fetching.delete(type);
      });
    this.#fetching.set(type, fetching);
    return fetching;
  }

  /** Forgets this token, if it is still the one that is known: of many calls that failed with it only the first forgets it. */
  reject(type: string, token: string): void {
    if (this.#known.get(type) === token) this.#known.delete(type);
  }

  forget(): void {
    this.#known.clear();
    this.#fetching.clear();
  }

  /** What a saved session keeps. */
  known(): { [type: string]: string } {
    return Object.fromEntries(this.#known);
  }

  restore(tokens: { readonly [type: string]: string }): void {
    for (const [type, token] of Object.entries(tokens)) this.#known.set(type, token);
  }
}
