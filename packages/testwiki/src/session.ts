import type { Account } from './accounts.ts';
import type { Refusal } from './central-account.ts';
import { CentralCookies } from './central-cookies.ts';
import type { CookieWriter } from './cookies.ts';
import { newSession, type Session } from './new-session.ts';
import { provenSession, type Credentials } from './proven-session.ts';
import { createJwt, jwtCookie, jwtLifetime } from './session-jwt.ts';
import type { State } from './state.ts';

const day = 86_400;

/** The session of one request, and what the answer does to its cookies. */
export class SessionHandle {
  session: Session;
  /** The request's credentials are no good: the Action API does nothing but say so. */
  readonly refusal: Refusal | undefined;
  readonly #state: State;
  readonly #sent: ReadonlyMap<string, string>;
  readonly #out: CookieWriter;
  readonly #central: CentralCookies;

  constructor(state: State, credentials: Credentials, sent: ReadonlyMap<string, string>, out: CookieWriter) {
    this.#state = state;
    this.#sent = sent;
    this.#out = out;
    this.#central = new CentralCookies(state, sent, out);
    const proven = provenSession(state, credentials);
    this.refusal = proven?.refusal;
    this.session = proven?.session ?? this.#botPassword() ?? this.#checkJwt(this.#cookie()) ?? newSession();
  }

  #name(cookie: string): string {
    return this.#state.cookiePrefix + cookie;
  }

  #botPassword(): Session | undefined {
    const id = this.#sent.get(this.#name('_BPsession'));
    if (id === undefined) return undefined;
    const session = this.#state.sessions.get(id);
    if (session?.provider === 'botpassword') return session;
    this.#out.delete(this.#name('_BPsession'));
    return undefined;
  }

  #cookie(): Session | undefined {
    const id = this.#sent.get(this.#name('_session'));
    const userId = this.#sent.get(this.#name('UserID'));
    const account = userId === undefined ? undefined : this.#state.accounts.byId(Number(userId));
    const named = this.#sent.get(this.#name('UserName'));
    const token = this.#sent.get(this.#name('Token'));
    const kept = id === undefined ? undefined : this.#state.sessions.get(id);
    const session = kept?.provider === 'cookie' ? kept : undefined;
    if (this.#state.version === '1.16' && session) return session;
    const central = this.#central.account();
    if (central) return session?.user === central ? session : this.#revive(central, this.#central.remembered);
    if (userId === undefined) return session?.user ? this.#reject() : session;
    if (!account || (named !== undefined && named !== account.name)) return this.#reject();
    if (session?.user === account) return session;
    // A lost session is made anew for who has the Token cookie: session-lost-but-remembered
    return token === account.token ? this.#revive(account, true) : this.#reject();
  }

  /** Without the cookie all is well; with a wrong one the request goes on as nobody, and only it is deleted. */
  #checkJwt(session: Session | undefined): Session | undefined {
    const sent = this.#sent.get(jwtCookie);
    if (!this.#state.options.sessionJwt || sent === undefined || sent === session?.jwt) return session;
    this.#out.delete(jwtCookie);
    return undefined;
  }

  #revive(account: Account, remember: boolean): Session {
    const revived = newSession('cookie', account);
    this.#persist(revived, remember);
    return revived;
  }

  /** session-lost-not-remembered: what no longer signs in is deleted, and the request goes on as nobody. */
  #reject(): undefined {
    for (const name of ['_session', 'UserID', 'Token']) {
      if (this.#sent.has(this.#name(name))) this.#out.delete(this.#name(name));
    }
    return undefined;
  }

  #persist(session: Session, remember: boolean | undefined): void {
    this.#state.sessions.set(session.id, session);
    this.#out.set(this.#name('_session'), session.id);
    if (!session.user) return;
    const { options, origin, cookiePrefix, clock } = this.#state;
    if (options.sessionJwt) {
      session.jwt = createJwt(origin, cookiePrefix, session.user.id, clock());
      this.#out.set(jwtCookie, session.jwt, jwtLifetime);
    }
    const life = remember ? 180 * day : 30 * day;
    this.#out.set(this.#name('UserID'), String(session.user.id), life);
    this.#out.set(this.#name('UserName'), session.user.name, life);
    const isCentral = this.#central.set(session.user, life, remember === true);
    if (remember && !isCentral) this.#out.set(this.#name('Token'), session.user.token, life);
    else if (this.#sent.has(this.#name('Token'))) this.#out.delete(this.#name('Token'));
  }

  /** Keeps the session: the first time, its cookie is set. */
  persist(): void {
    if (this.session.provider === 'cookie' && !this.#state.sessions.has(this.session.id)) {
      this.#persist(this.session, undefined);
    }
  }

  /** origin=* and JSONP: the request acts as nobody, yet the login token of its session is still good. */
  suppress(): void {
    this.session = { ...this.session, user: undefined };
  }

  /** A new id and new secrets, as after every successful sign-in (session-old-csrf-after-relogin). */
  signIn(account: Account, remember: boolean): void {
    this.#state.sessions.delete(this.session.id);
    this.session = newSession('cookie', account);
    this.session.authenticated = this.#state.clock();
    this.#persist(this.session, remember);
  }

  /** 1.16: the session stays as it is, and all cookies are set. */
  signInKeepingId(account: Account): void {
    this.session.user = account;
    this.#persist(this.session, true);
  }

  signInBot(account: Account, grants: readonly string[]): void {
    this.session = newSession('botpassword', account, grants);
    this.#state.sessions.set(this.session.id, this.session);
    this.#out.set(this.#name('_BPsession'), this.session.id);
  }

  signOut(): void {
    this.#state.sessions.delete(this.session.id);
    if (this.session.provider === 'botpassword') this.#out.delete(this.#name('_BPsession'));
    else {
      this.#reject();
      this.#central.delete();
      if (this.#sent.has(jwtCookie)) this.#out.delete(jwtCookie);
    }
    this.session = newSession();
  }

  /** The session goes on, but nobody is signed in: createaccount by a temporary account. */
  becomeNobody(): void {
    this.session.user = undefined;
    this.session.secrets.delete('default');
    this.#central.delete();
    this.#persist(this.session, undefined);
    for (const name of ['UserID', 'Token']) if (this.#sent.has(this.#name(name))) this.#out.delete(this.#name(name));
  }

  /** The short-lived cookies of every write, which have nothing to do with the session (edit-create). */
  afterWrite(where: 'post' | 'put'): void {
    const position = `1@${Math.floor(this.#state.clock() / 1000)}#0b21a26ae1e695a57b463bd887f9bfd9`;
    this.#out.set('cpPosIndex', position, 10);
    // A PUT sets only the position: rest-update-200
    if (where === 'put') return;
    this.#out.set('UseDC', 'master', 10);
    if (this.#state.version < '1.43') this.#out.set('UseCDNCache', 'false', 10);
  }
}
