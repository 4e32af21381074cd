import type { Account } from '../accounts.ts';
import type { Message } from '../action/messages.ts';
import type { Actor } from '../actor.ts';
import type { SessionHandle } from '../session.ts';
import type { State } from '../state.ts';
import type { Identity, Outcome } from './outcome.ts';
import type { AuthRequest, Filled } from './request.ts';

export type Operation = 'login' | 'create' | 'link' | 'change' | 'remove' | 'unlink';

/** One call to AuthManager. */
export interface Visit {
  readonly state: State;
  readonly handle: SessionHandle;
  readonly actor: Actor;
  /** Where a browser is to come back to. */
  readonly returnUrl: string;
  /** What providers note down from one step to the next. */
  readonly data: Map<string, unknown>;
}

/** An account that is being made. */
export interface NewAccount {
  readonly name: string;
  readonly email: string;
  readonly realname: string;
}

type Step<T = undefined> = (visit: Visit, filled: readonly Filled[], subject: T) => Outcome | Promise<Outcome>;

/** A provider of AuthManager. Those before ask whether one may go on, primary ones find out who it is, secondary ones ask for more. */
export interface Provider {
  readonly kind: 'before' | 'primary' | 'secondary';
  /** Identities of it can be linked to accounts. */
  readonly links?: true;
  requests?(visit: Visit, operation: Operation, username: string | undefined): readonly AuthRequest[];
  /** The reason why not. */
  testLogin?(visit: Visit, filled: readonly Filled[]): Message | undefined;
  testCreation?(visit: Visit, filled: readonly Filled[], account: NewAccount): Message | undefined;
  afterLogin?(visit: Visit, outcome: Outcome): void;
  readonly beginLogin?: Step;
  readonly continueLogin?: Step;
  readonly beginSecondary?: Step<Account>;
  readonly continueSecondary?: Step<Account>;
  readonly beginCreation?: Step<NewAccount>;
  readonly continueCreation?: Step<NewAccount>;
  finishCreation?(visit: Visit, filled: readonly Filled[], account: Account, identity?: Identity): void;
  readonly beginSecondaryCreation?: Step<Account>;
  readonly continueSecondaryCreation?: Step<Account>;
  readonly beginLink?: Step<Account>;
  readonly continueLink?: Step<Account>;
  /** The reasons why not; none if it may. Undefined: it is not this provider's. */
  testChange?(visit: Visit, filled: Filled, account: Account): readonly Message[] | undefined;
  change?(visit: Visit, filled: Filled, account: Account): void;
  /** Takes away what this request, one of `remove` or `unlink`, stands for; whether it was this provider's. */
  remove?(visit: Visit, id: string, account: Account): boolean;
}
