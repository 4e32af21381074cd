import { hex } from './random.ts';

/** Whose token it is, and from which session. */
export interface CentralUser {
  readonly user: string;
  readonly origin: string;
}

/** What wikis with Extension:CentralAuth know together. Wikis that are to share it get the same one. */
export interface CentralAuth {
  /** A token for one call, good for a minute. `origin` is the session it comes from; `now` in milliseconds. */
  issue(user: string, origin: string, now: number): string;
  /** Whose it is; it is used up. */
  redeem(token: string, now: number): CentralUser | undefined;
  /** Whose it is; it stays good. */
  look(token: string, now: number): CentralUser | undefined;
  /** A session of the farm for this user: its id, which the cookie `centralauth_Session` has. */
  begin(user: string): string;
  /** Whose that session is. */
  session(id: string): string | undefined;
  end(id: string): void;
  /** The value of `centralauth_Token`, by which this user is remembered. */
  token(user: string): string;
}

const lifetime = 60_000;

/** https://www.mediawiki.org/wiki/Extension:CentralAuth */
export function createCentralAuth(): CentralAuth {
  const issued = new Map<string, CentralUser & { readonly until: number }>();
  const look = (token: string, now: number): CentralUser | undefined => {
    const found = issued.get(token);
    return found && found.until >= now ? found : undefined;
  };
  const sessions = new Map<string, string>();
  const tokens = new Map<string, string>();
  return {
    begin(user) {
      const id = hex(16);
      sessions.set(id, user);
      return id;
    },
    session: (id) => sessions.get(id),
    end: (id) => void sessions.delete(id),
    token(user) {
      const token = tokens.get(user) ?? hex(16);
      tokens.set(user, token);
      return token;
    },
    issue(user, origin, now) {
      const token = hex(16);
      issued.set(token, { user, origin, until: now + lifetime });
      return token;
    },
    redeem(token, now) {
      const found = look(token, now);
      issued.delete(token);
      return found;
    },
    look,
  };
}
