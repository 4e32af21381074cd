import { UsageError } from './errors.ts';
import { validateSessionSnapshot as validate } from './generated/validators/core.ts';
import type { CookieJar, Platform, SavedCookie } from './platform.ts';
import { Tokens } from './tokens.ts';

/** Who a session belongs to. */
export interface SessionUser {
  /** The account's name, without the `@app` of a bot password. */
  name: string;
  id?: number;
}

/**
 * A session as plain JSON. SECRET: whoever holds it is signed in. Keep it where only its owner can read it.
 */
export interface SessionSnapshot {
  format: 'mwkit-session';
  version: 1;
  /** Says to whoever finds it that this opens an account. */
  secret: true;
  /** The api.php it belongs to. */
  api: string;
  /** ISO 8601. */
  savedAt: string;
  /** Absent for an anonymous session. */
  user?: SessionUser;
  /** ISO 8601: when it was signed in. By this those who share it tell a new session from the one that they have. */
  signedInAt?: string;
  cookies: SavedCookie[];
  /** Tokens by type, e.g. `csrf`. They live as long as the session on the wiki. */
  tokens: { [type: string]: string };
}

/** What one wiki knows of who we are there: cookies, user, tokens. */
export class Session {
  readonly tokens: Tokens = new Tokens();
  jar: CookieJar | undefined;
  user: SessionUser | undefined;
  /** ISO 8601; `undefined` while nobody is signed in. */
  signedInAt: string | undefined;
  /** The flow whose state the wiki keeps in this session: there is one at a time. */
  flow: unknown;
  /** Rises with each sign-in, sign-out and resume: a call that failed can see whether the session has changed since. */
  generation = 0;
  readonly #platform: Platform;
  readonly #api: string;

  constructor(platform: Platform, api: string, snapshot?: SessionSnapshot) {
    this.#platform = platform;
    this.#api = api;
    if (snapshot === undefined) this.jar = platform.server?.createJar();
    else this.resume(snapshot);
  }

  /** Starts a new state of the session: who it belongs to now, with no token of the old one. */
  change(user: SessionUser | undefined): void {
    this.user = user;
    this.signedInAt = user && new Date().toISOString();
    this.tokens.forget();
    this.generation++;
  }

  /** Forgets everything, cookies too. */
  clear(): void {
    this.jar = this.#platform.server?.createJar();
    this.change(undefined);
  }

  /** The session as JSON. Secret. In a browser its cookies stay with the browser. */
  async save(): Promise<SessionSnapshot> {
    return {
      format: 'mwkit-session',
      version: 1,
      secret: true,
      api: this.#api,
      savedAt: new Date().toISOString(),
      ...(this.user && { user: { ...this.user } }),
      ...(this.signedInAt && { signedInAt: this.signedInAt }),
      cookies: (await this.jar?.save()) ?? [],
      tokens: this.tokens.known(),
    };
  }

  /**
   * Goes on with a saved session. Sends nothing: that it has ended on the wiki shows at the next call.
   * @throws UsageError `session-damaged`, `session-of-other-wiki`, `session-too-new`
   */
  resume(snapshot: unknown): void {
    const saved = checked(snapshot, this.#api);
    this.jar = this.#platform.server?.createJar(saved.cookies);
    this.change(saved.user && { ...saved.user });
    this.signedInAt = saved.signedInAt;
    this.tokens.restore(saved.tokens);
  }
}

function checked(snapshot: unknown, api: string): SessionSnapshot {
  const { format, version } = (snapshot ?? {}) as { format?: unknown; version?: unknown };
  if (format === 'mwkit-session' && typeof version === 'number' && version > 1) {
    throw new UsageError(
      'session-too-new',
      `The saved session has version ${version}, which this mwkit does not know.`,
    );
  }
  if (!validate(snapshot)) {
    const { instancePath = '', message = '' } = validate.errors?.[0] ?? {};
    throw new UsageError('session-damaged', `The saved session is damaged: ${instancePath || 'it'} ${message}.`);
  }
  if (snapshot.api !== api) {
    throw new UsageError('session-of-other-wiki', `The saved session belongs to ${snapshot.api}, not to ${api}.`);
  }
  return snapshot;
}
