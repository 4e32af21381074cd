import type { Message } from '../action/messages.ts';
import { button, passwordForChange, passwordId } from './core-requests.ts';
import { abstain, message, ui, type Outcome } from './outcome.ts';
import { checkPassword, together } from './password-policy.ts';
import type { Account } from '../accounts.ts';
import type { Provider, Visit } from './provider.ts';
import { answersTo, type Filled } from './request.ts';

const key = 'reset-pass';

/** `hard`: it cannot be skipped. */
interface Reset {
  readonly why: Message;
  readonly hard: boolean;
}

/** Notes that the password that was just right must be, or should be, changed before one is in. */
export function askForNewPassword({ data }: Visit, why: Message, hard: boolean): void {
  data.set(key, { why, hard } satisfies Reset);
}

const skip = button(
  'skipReset',
  message('authprovider-resetpass-skip-label'),
  message('authprovider-resetpass-skip-help'),
);

function step({ state, data, handle }: Visit, filled: readonly Filled[], account: Account): Outcome {
  const reset = data.get(key) as Reset | undefined;
  if (!reset) return abstain;
  const request = passwordForChange(account.name, reset.hard ? 'required' : 'optional');
  const requests = reset.hard ? [request] : [request, skip];
  if (!reset.hard && answersTo(filled, skip.id)) {
    data.delete(key);
    return { status: 'PASS' };
  }
  const { password, retype } = answersTo(filled, passwordId) ?? {};
  if (typeof retype !== 'string') return ui(requests, reset.why);
  if (password !== retype) return ui(requests, 'badretype');
  const weak = together(checkPassword(state, account.name, retype));
  if (weak) return ui(requests, weak);
  account.password = retype;
  account.temporaryPassword = undefined;
  handle.afterWrite('post');
  data.delete(key);
  return { status: 'PASS' };
}

/** After a temporary or weak password: a new one (email-clientlogin-temporary-password-ui, clientlogin-reset-offered-start). */
export const resetPassword: Provider = { kind: 'secondary', beginSecondary: step, continueSecondary: step };
