/** The cookies of one browser with one wiki: name and value alone, as nothing else is asked of them here. */
export class CookieJar {
  readonly #cookies = new Map<string, { pair: string; expires: number }>();

  /** Takes over what a response sets and deletes. */
  keep(setCookies: readonly string[]): void {
    for (const line of setCookies) {
      const pair = line.split(';', 1)[0]!;
      const name = pair.split('=', 1)[0]!;
      const age = /;\s*max-age=(-?\d+)/i.exec(line)?.[1];
      this.#cookies.delete(name);
      if (age === undefined) this.#cookies.set(name, { pair, expires: Infinity });
      else if (Number(age) > 0) this.#cookies.set(name, { pair, expires: Date.now() + Number(age) * 1000 });
    }
  }

  /** Forgets a cookie, as a browser does that was closed. */
  drop(name: string): void {
    this.#cookies.delete(name);
  }

  /** The value of a Cookie header; empty where there is none. */
  header(): string {
    const live = [...this.#cookies.values()].filter(({ expires }) => expires > Date.now());
    return live.map(({ pair }) => pair).join('; ');
  }
}
