import type { Account } from './accounts.ts';
import type { CookieWriter } from './cookies.ts';
import { centralAccount } from './central-account.ts';
import type { State } from './state.ts';

const [user, session, token] = ['centralauth_User', 'centralauth_Session', 'centralauth_Token'] as const;

/**
 * The cookies by which all wikis of a farm know who it is. Its session signs in, or its token together with the name; the
 * token takes the place of the wiki's own `Token`.
 */
export class CentralCookies {
  readonly #state: State;
  readonly #sent: ReadonlyMap<string, string>;
  readonly #out: CookieWriter;

  constructor(state: State, sent: ReadonlyMap<string, string>, out: CookieWriter) {
    this.#state = state;
    this.#sent = sent;
    this.#out = out;
  }

  /** Whether somebody is known to the farm by them: who that is here. */
  account(): Account | undefined {
    const { centralAuth } = this.#state.options;
    const [name = '', id = ''] = [this.#sent.get(user), this.#sent.get(session)];
    if (!centralAuth) return undefined;
    const known = centralAuth.session(id) ?? (this.#sent.get(token) === centralAuth.token(name) ? name : undefined);
    const account = known === undefined ? undefined : centralAccount(this.#state, known);
    return account && 'id' in account ? account : undefined;
  }

  get remembered(): boolean {
    return this.#sent.has(token);
  }

  /** False where the account is of this wiki alone: then there are none. */
  set(account: Account, life: number, remember: boolean): boolean {
    const { centralAuth } = this.#state.options;
    if (!centralAuth || account.settings.unattached) return false;
    this.#out.set(user, account.name, life);
    this.#out.set(session, centralAuth.begin(account.name));
    if (remember) this.#out.set(token, centralAuth.token(account.name), life);
    else if (this.#sent.has(token)) this.#out.delete(token);
    return true;
  }

  delete(): void {
    this.#state.options.centralAuth?.end(this.#sent.get(session) ?? '');
    for (const name of [user, session, token]) if (this.#sent.has(name)) this.#out.delete(name);
  }
}
