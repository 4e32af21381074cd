/** A user of every wiki started here. */
export interface Account {
  name: string;
  password: string;
  /** Groups besides those that every user is in. */
  groups?: readonly string[];
  /** A confirmed address. */
  email?: string;
  /** A second factor, asked for with overlay `2fa`. */
  totp?: Totp;
  blocked?: true;
}

/** https://www.rfc-editor.org/rfc/rfc6238, six digits every 30 seconds. */
export interface Totp {
  /** In base32. */
  secret: string;
  /** Each works once instead of a code; on 1.39 none does (recording 2fa-clientlogin-scratch-token). */
  recoveryCodes: readonly string[];
}

/** A password that belongs to one program of a user: https://www.mediawiki.org/wiki/Manual:Bot_passwords */
export interface BotPassword {
  /** `<user>@<name of the program>`, the lgname of action=login. */
  name: string;
  password: string;
  grants: readonly string[];
  /** Addresses from which it may be used; anywhere, if absent. */
  addresses?: readonly string[];
}

export interface Accounts {
  admin: Account;
  user: Account;
  twoFactor: Account & { totp: Totp };
  bot: Account;
  blocked: Account;
  /** The password is shorter than the policy wants: signing in offers to change it. */
  weak: Account;
  /** Overlay `external-login` asks more questions at sign-in, one for each type of field. */
  questioned: Account;
  /** For tests that change the password. */
  resettable: Account;
}

export interface BotPasswords {
  /** Of the bot, with the grants for editing. */
  bot: BotPassword;
  /** Of the bot, from another machine only: refused here. */
  elsewhere: BotPassword;
  /** Of the user, for reading only. */
  user: BotPassword;
}

/**
 * Who may sign in, by role. The one source: the wikis are filled from it, and tests read it.
 * Names and passwords are those of the recordings.
 */
export const accounts: Accounts = {
  admin: {
    name: 'Admin',
    password: 'Lab-admin-pass-1',
    groups: ['sysop', 'bureaucrat', 'interface-admin'],
    email: 'admin@wiki.example',
  },
  user: { name: 'Alice', password: 'Lab-alice-pass-1', email: 'alice@wiki.example' },
  twoFactor: {
    name: 'Bob',
    password: 'Lab-bob-pass-1',
    totp: {
      secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
      recoveryCodes: ['AAAAAAAAAAAAAAAA', 'BBBBBBBBBBBBBBBB'],
    },
  },
  bot: { name: 'Robot', password: 'Lab-robot-pass-1', groups: ['bot'] },
  blocked: { name: 'Blocked', password: 'Lab-blocked-pass-1', blocked: true },
  weak: { name: 'Weak', password: 'abc' },
  questioned: { name: 'Uiuser', password: 'Lab-ui-pass-1' },
  resettable: { name: 'Resetme', password: 'Lab-reset-pass-1', email: 'resetme@wiki.example' },
};

/** Bot passwords of these accounts, by role. */
export const botPasswords: BotPasswords = {
  bot: {
    name: 'Robot@lab',
    password: 'b'.repeat(32),
    grants: ['basic', 'highvolume', 'editpage', 'createeditmovepage'],
  },
  elsewhere: { name: 'Robot@ip', password: 'c'.repeat(32), grants: ['basic'], addresses: ['192.0.2.1'] },
  user: { name: 'Alice@lab', password: 'a'.repeat(32), grants: ['basic'] },
};
