import type { BotPasswordOptions, TestWikiOptions, UserOptions } from './options.ts';
import { hex } from './random.ts';
import { userName } from './title.ts';

export interface Account {
  readonly id: number;
  readonly name: string;
  readonly settings: UserOptions;
  readonly temp: boolean;
  /** Milliseconds since 1970. */
  readonly registration: number;
  /** Value of the `Token` cookie, by which a lost session is made anew. */
  readonly token: string;
  /** None if it is empty. */
  password: string;
  /** One that was mailed, and must be changed at the next sign-in. */
  temporaryPassword: string | undefined;
  email: string;
  realname: string;
  /** What is left of them. */
  readonly recoveryCodes: Set<string>;
  /** Preferences that were changed. */
  readonly options: Map<string, string>;
}

export interface Accounts {
  byName(name: string): Account | undefined;
  byId(id: number): Account | undefined;
  botPassword(name: string): (BotPasswordOptions & { readonly account: Account; readonly app: string }) | undefined;
  all(): readonly Account[];
  create(name: string, settings: UserOptions, now: number): Account;
  /** A temporary account, of this name or the next free one. */
  createTemporary(now: number, name?: string): Account;
  /** The next free name of a temporary account; it is taken from now on. */
  reserveTemporaryName(now: number): string;
}

export function createAccounts(options: TestWikiOptions, now: number): Accounts {
  const list: Account[] = [];
  let serial = 0;
  // Id 2 is left out: on a real wiki it is "MediaWiki default", who wrote the main page.
  const add = (name: string, settings: UserOptions, time: number, temp: boolean): Account => {
    const id = list.length === 0 ? 1 : list.length + 2;
    const { password, temporaryPassword, email = '', realname = '', recoveryCodes = [] } = settings;
    const account: Account = {
      id,
      name,
      settings,
      temp,
      registration: time,
      token: hex(16),
      password,
      temporaryPassword,
      email,
      realname,
      recoveryCodes: new Set(recoveryCodes),
      options: new Map(),
    };
    list.push(account);
    return account;
  };
  for (const [name, settings] of Object.entries(options.users ?? {})) {
    const canonical = userName(name);
    if (canonical === undefined) throw new TypeError(`testwiki: ${JSON.stringify(name)} cannot be a user name`);
    add(canonical, settings, now, false);
  }
  const byName = (name: string): Account | undefined => list.find((account) => account.name === name);
  for (const name of Object.keys(options.botPasswords ?? {})) {
    if (byName(name.split('@')[0] ?? '') === undefined || !name.includes('@')) {
      throw new TypeError(
        `testwiki: the bot password ${JSON.stringify(name)} must be named user@app, of a user there is`,
      );
    }
  }
  const reserveTemporaryName = (time: number): string => `~${new Date(time).getUTCFullYear()}-${++serial}`;
  return {
    byName,
    byId: (id) => list.find((account) => account.id === id),
    botPassword(name) {
      const [user = '', app = ''] = name.split('@');
      const settings = options.botPasswords?.[`${userName(user) ?? ''}@${app}`];
      const account = byName(userName(user) ?? '');
      return settings && account && { ...settings, account, app };
    },
    all: () => list,
    create: (name, settings, time) => add(name, settings, time, false),
    createTemporary: (time, name) => add(name ?? reserveTemporaryName(time), { password: '' }, time, true),
    reserveTemporaryName,
  };
}
