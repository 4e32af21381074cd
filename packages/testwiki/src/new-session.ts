import type { Account } from './accounts.ts';
import type { AuthSession } from './auth/dialogue.ts';
import type { Challenge } from './captcha.ts';
import { sessionId } from './random.ts';
import type { State } from './state.ts';

/**
 * What a session is proven by: cookies, or in each request anew. `centralauth` is the parameter `centralauthtoken`,
 * `centralauth-header` the header, `bearer` that of OAuth, of either version. The user of all but cookie sessions cannot change.
 */
export type Provider = 'cookie' | 'botpassword' | 'bearer' | 'centralauth' | 'centralauth-header';

export interface Session {
  id: string;
  readonly provider: Provider;
  user: Account | undefined;
  /** Bot passwords: what the session may do. */
  readonly grants?: readonly string[];
  /** Token secrets by type. */
  readonly secrets: Map<string, string>;
  /** The name that `acquiretempusername` reserved. */
  temporaryName?: string;
  /** The value of the cookie `sessionJwt`. */
  jwt?: string;
  /** What AuthManager keeps. */
  readonly auth: AuthSession;
  /** When the user last proved who it is, in milliseconds since 1970; undefined if only a cookie said so. */
  authenticated?: number;
  /** The captchas that were asked, by id. */
  readonly captchas: Map<string, Challenge>;
}

export function newSession(provider: Provider = 'cookie', user?: Account, grants?: readonly string[]): Session {
  const auth = { data: new Map<string, unknown>() };
  const session: Session = { id: sessionId(), provider, user, secrets: new Map(), auth, captchas: new Map() };
  return grants ? { ...session, grants } : session;
}

/** A page of another site cannot make a browser send the credentials: they are in a header. */
export const safeAgainstCsrf = ({ provider }: Session): boolean =>
  provider === 'bearer' || provider === 'centralauth-header';

/** How messages call sessions of this kind. */
export function describeSession({ options }: State, { provider }: Session): string {
  const names = {
    cookie: 'cookie-based',
    botpassword: 'bot password',
    bearer: options.bearerSessionName ?? 'OAuth',
    centralauth: 'CentralAuth token-based',
    'centralauth-header': 'CentralAuth token-based',
  };
  return `${names[provider]} sessions`;
}
