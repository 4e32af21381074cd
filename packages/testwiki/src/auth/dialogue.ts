import type { Account } from '../accounts.ts';
import type { Identity, Outcome } from './outcome.ts';
import type { NewAccount, Provider } from './provider.ts';
import type { AuthRequest, Filled } from './request.ts';

/** A sign-in, or a creation or linking of an account, that is not at its end: AuthManager keeps it in the session. */
export interface Dialogue {
  readonly returnUrl: string;
  /** What it was begun with; secondary providers begin with this. */
  begun: readonly Filled[];
  /** The primary provider that took it on. */
  primary?: Provider | undefined;
  /** What that found out in the end. */
  found?: (Outcome & { status: 'PASS' }) | undefined;
  /** Secondary providers: true when they are through. */
  readonly through: Map<Provider, boolean>;
  /** What is asked for now. */
  requests: readonly AuthRequest[];
  /** Identities that may be linked in the end. */
  maybeLink: readonly Identity[];
  /** Creation: the account that is to be. */
  readonly wanted?: NewAccount;
  created?: Account;
  tested?: boolean;
  /** Linking: to whom. */
  readonly account?: Account;
}

/** What a FAIL or RESTART leaves for `preservestate`: CreateFromLoginAuthenticationRequest. */
export interface Preserved {
  /** An identity for a new account. */
  readonly identity?: Identity | undefined;
  readonly maybeLink: readonly Identity[];
}

/** What AuthManager keeps in a session. */
export interface AuthSession {
  login?: Dialogue | undefined;
  create?: Dialogue | undefined;
  link?: Dialogue | undefined;
  preserved?: Preserved | undefined;
  readonly data: Map<string, unknown>;
}
