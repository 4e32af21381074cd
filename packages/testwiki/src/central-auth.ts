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
}

const lifetime = 60_000;

/** https://www.mediawiki.org/wiki/Extension:CentralAuth */
export function createCentralAuth(): CentralAuth {
  const issued = new Map<string, CentralUser & { readonly until: number }>();
  const look = (token: string, now: number): CentralUser | undefined => {
    const found = issued.get(token);
    return found && found.until >= now ? found : undefined;
  };
  return {
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
