import { type Message } from '../action/messages.ts';
import type { Account } from '../accounts.ts';
import type { State } from '../state.ts';
import { abstain, fail, message, ui, type Outcome } from './outcome.ts';
import type { Provider, Visit } from './provider.ts';
import { answersTo, textIn, type Answers, type AuthRequest, type Filled } from './request.ts';
import { passkey } from './passkey-factor.ts';
import { recoveryCodes, totp } from './totp-factor.ts';

type Verdict = 'right' | Message | { readonly broken: Message };

/** One kind of second factor. */
export interface Factor {
  /** As `newModule` names it. */
  readonly name: string;
  readonly label: string;
  /** The message it is asked with. */
  readonly ask: string;
  has(account: Account): boolean;
  request(visit: Visit, account: Account): AuthRequest;
  /** Why not; `broken` if it is of no use to ask again. */
  verify(visit: Visit, account: Account, answers: Answers | undefined): Verdict | Promise<Verdict>;
}

const choiceId = String.raw`MediaWiki\Extension\OATHAuth\Auth\TwoFactorModuleSelectAuthenticationRequest`;
const chosenKey = 'second-factor';

/** The factors of an account; the API always begins with the first. */
function factorsOf({ options, version }: State, account: Account): Factor[] {
  const { oathAuth = version >= '1.45' ? '1.45' : '1.43' } = options;
  const kinds = oathAuth === '1.45' ? [totp, passkey, recoveryCodes] : [totp, passkey];
  const found = kinds.filter((factor) => factor.has(account));
  return oathAuth === '1.45' ? found : found.slice(0, 1);
}

function choice(factors: readonly Factor[], current: Factor): AuthRequest[] {
  const others = factors.filter((one) => one !== current);
  if (others.length === 0) return [];
  const descriptions = Object.fromEntries(factors.map(({ name, label }) => [name, label]));
  const options = { '': '', ...Object.fromEntries(others.map(({ name, label }) => [name, label])) };
  const [label, help] = [message('oathauth-auth-switch-module-label'), message('oathauth-auth-switch-module-help')];
  const request: AuthRequest = {
    id: choiceId,
    required: 'required',
    metadata: {
      currentModule: current.name,
      allowedModules: factors.map(({ name }) => name),
      moduleDescriptions: descriptions,
    },
    fields: { newModule: { type: 'select', options, label, help, optional: true } },
  };
  return [request];
}

function ask(visit: Visit, account: Account, factors: readonly Factor[], factor: Factor, why: Message): Outcome {
  visit.data.set(chosenKey, factor.name);
  return ui([factor.request(visit, account), ...choice(factors, factor)], why);
}

/** A wrong code asks again, with the same state; too many of them are not even looked at (2fa-clientlogin-oath-throttled). */
async function goOn(visit: Visit, filled: readonly Filled[], account: Account): Promise<Outcome> {
  const { state, data } = visit;
  const factors = factorsOf(state, account);
  const current = factors.find(({ name }) => name === data.get(chosenKey)) ?? factors[0];
  if (!current) return abstain;
  const other = factors.find(({ name }) => name === textIn(filled, choiceId, 'newModule'));
  if (other) return ask(visit, account, factors, other, message(other.ask));
  const limit = state.options.secondFactorThrottle ?? { count: 10, seconds: 60 };
  const key = `badoath ${account.id}`;
  if (state.throttle.isReached(key, limit)) return ask(visit, account, factors, current, message('oathauth-throttled'));
  const verdict = await current.verify(visit, account, answersTo(filled, current.request(visit, account).id));
  if (verdict === 'right') return { status: 'PASS' };
  if ('broken' in verdict) return fail(verdict.broken);
  state.throttle.exceeded(key, limit);
  return ask(visit, account, factors, current, verdict);
}

/** Extension:OATHAuth, for the accounts that have a second factor. */
export const secondFactor: Provider = {
  kind: 'secondary',
  beginSecondary(visit, _, account) {
    const factors = factorsOf(visit.state, account);
    const [first] = factors;
    return first ? ask(visit, account, factors, first, message(first.ask)) : abstain;
  },
  continueSecondary: goOn,
};
