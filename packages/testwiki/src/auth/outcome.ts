import type { Message, MessageParameter } from '../action/messages.ts';
import type { AuthRequest } from './request.ts';

/** Who somebody is to an identity provider. */
export interface Identity {
  /** The id of the request that stands for it, by which it is unlinked: `LabOpenIdLink:alice`. */
  readonly id: string;
  readonly provider: string;
  readonly name: string;
}

/** What a provider answers to a step: https://www.mediawiki.org/wiki/Manual:SessionManager_and_AuthManager */
export type Outcome =
  | {
      readonly status: 'PASS';
      /** Undefined: valid, but nobody's on this wiki. */
      readonly username?: string | undefined;
      /** That can be linked to the account. */
      readonly identity?: Identity;
    }
  | { readonly status: 'FAIL'; readonly message: Message }
  | { readonly status: 'UI'; readonly requests: readonly AuthRequest[]; readonly message: Message }
  | {
      readonly status: 'REDIRECT';
      readonly requests: readonly AuthRequest[];
      readonly target: string;
      readonly data?: unknown;
    }
  | { readonly status: 'RESTART'; readonly requests: readonly AuthRequest[]; readonly message: Message }
  | { readonly status: 'ABSTAIN' };

export const abstain: Outcome = { status: 'ABSTAIN' };

export const message = (key: string, ...params: readonly MessageParameter[]): Message => ({ key, params });

export const fail = (what: string | Message): Outcome => ({
  status: 'FAIL',
  message: typeof what === 'string' ? message(what) : what,
});

export const ui = (requests: readonly AuthRequest[], what: string | Message): Outcome => ({
  status: 'UI',
  requests,
  message: typeof what === 'string' ? message(what) : what,
});
