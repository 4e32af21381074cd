import type { Env } from './env.ts';

/** What the helper server answers. A member that is absent is as of a plain server. */
export interface Answer {
  readonly status?: number;
  readonly headers?: { readonly [name: string]: string | readonly string[] };
  /** Text as it is; other values as JSON. */
  readonly body?: unknown;
  /** The body is so many bytes. */
  readonly bytes?: number;
  /** Milliseconds before the answer begins. */
  readonly delay?: number;
  /**
   * How it goes wrong. `drop`: the connection is closed in place of an answer; `cut`: after the body, of which more was announced;
   * `hang`: nothing comes; `trickle`: the body comes, its end never.
   */
  readonly fault?: 'drop' | 'cut' | 'hang' | 'trickle';
}

/** Answers by path, one after the other; the last one stays. */
export interface Script {
  readonly [path: string]: readonly Answer[];
}

/** A request as the helper server got it. */
export interface Seen {
  readonly method: string;
  /** Scheme, host and port that it was sent to. */
  readonly origin: string;
  /** Without what is before the path of the script. */
  readonly path: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

/** A place on the helper server that one test has to itself. */
export interface Place {
  /** Answers requests below it by the script. */
  readonly base: string;
  /** Looks like that of a wiki. */
  readonly api: string;
  /** The same place by other ways: other port, other host name, TLS. */
  readonly elsewhere: { readonly port: string; readonly host: string; readonly tls: string };
  play(script: Script): Promise<void>;
  /** All requests so far, whichever way they came. */
  seen(): Promise<readonly Seen[]>;
}

export function newPlace(env: Env): Place {
  const path = `/play/${crypto.randomUUID()}`;
  const base = env.helper + path;
  const { port, host, tls } = env.elsewhere;
  return {
    base,
    api: `${base}/w/api.php`,
    elsewhere: { port: port + path, host: host + path, tls: tls + path },
    async play(script) {
      const response = await fetch(base, { method: 'POST', body: JSON.stringify(script) });
      if (!response.ok) throw new Error(`the helper server took no script: ${await response.text()}`);
    },
    async seen() {
      const response = await fetch(base);
      return (await response.json()) as Seen[];
    },
  };
}

/** JSON in the shape of an Action API answer that is of use to nobody. */
export const nothing: Answer = { body: { batchcomplete: true } };

/** An answer with a csrf token that is no anonymous one. */
export const csrfToken = (token: string): Answer => ({ body: { query: { tokens: { csrftoken: token } } } });
