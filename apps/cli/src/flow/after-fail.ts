import type { Answers, AuthForm, FlowModule, FormField } from '@mwkit/node';

/** What the next round of a flow begins with. */
export interface Known {
  /** Answers that are not asked for again. */
  readonly given: Answers;
  /** Answers to begin with when they are asked for again. Never secret ones. */
  readonly suggested: Answers;
  /** Whether it goes on in the way that was chosen before. */
  readonly sameWay: boolean;
}

export const nothingKnown: Known = { given: {}, suggested: {}, sameWay: false };

/** Trying again at once cannot help. */
const final =
  /^(login-throttled|login-userblocked|acct_creation_throttle_hit|permissiondenied|blocked|autoblocked|readonly|ratelimited|cantcreateaccount.*|sorbs_create_account_reason|userlogin-cannot-.*|authmanager-create-disabled|oathauth-2fa-required-nologin)$/;

/** Which fields of an account creation a code is about (AuthManager::beginAccountCreation, PasswordPolicyChecks, extensions). */
const about: readonly (readonly [code: RegExp, fields: readonly string[]])[] = [
  [/^captcha-/, []],
  [/^(userexists|invaliduser|usernameinprogress|(antispoof|titleblacklist|centralauth-account)-.*)$/, ['username']],
  [/^(invalidemailaddress|noemailcreate)$/, ['email']],
  // several complaints about one password have a code that is none
  [/^(passwordtooshort|passwordtoolong|passwordincommonlist|password-.*|badretype|_*\d+_.*)$/, ['password', 'retype']],
];

export function isFinal(code: string): boolean {
  return final.test(code);
}

/** What to keep of the answers that the wiki has refused, so that little is asked for again. A captcha always is: it works only once. */
export function afterFail(module: FlowModule, code: string, answers: Answers, { fields, captcha }: AuthForm): Known {
  const blamed = about.find(
    ([pattern]) => (module === 'createaccount' || code.startsWith('captcha-')) && pattern.test(code),
  )?.[1];
  const keep = (which: (field: FormField) => boolean) =>
    Object.fromEntries(
      fields.filter(which).map(({ name }) => [name, name === captcha?.field ? undefined : answers[name]]),
    );
  return {
    given: keep(({ name, type }) => (blamed ? !blamed.includes(name) : type === 'checkbox')),
    suggested: keep(({ secret, type }) => !secret && type !== 'hidden'),
    sameWay: blamed !== undefined,
  };
}
