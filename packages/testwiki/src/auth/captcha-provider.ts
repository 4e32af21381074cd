import { literal } from '../action/messages.ts';
import { captchaOf, checkCaptcha, imageUrl, isExempt, issueCaptcha, scriptKinds, type Challenge } from '../captcha.ts';
import type { Limit } from '../options.ts';
import { message } from './outcome.ts';
import type { Operation, Provider, Visit } from './provider.ts';
import { textIn, type AuthRequest, type Field, type Filled } from './request.ts';

const captchaId = 'CaptchaAuthenticationRequest';

const badLoginKey = 'badlogin';

/** They are forgotten after five minutes. */
const badLoginLimit = (count: number): Limit => ({ count, seconds: 300 });

/** Whether one is asked now; at sign-in only after bad ones, and nothing but authmanagerinfo tells of it (captcha-badlogin-*). */
function isAsked({ state, handle, actor }: Visit, operation: Operation): boolean {
  const { captcha } = state.options;
  if (!captcha || isExempt(handle.session, actor)) return false;
  if (operation === 'create') return captcha.createaccount !== false;
  return (
    operation === 'login' &&
    captcha.badlogin !== undefined &&
    state.throttle.isReached(badLoginKey, badLoginLimit(captcha.badlogin))
  );
}

const text = (key: string): Pick<Field, 'label' | 'help'> => ({
  label: message(`captcha-${key === '' ? '' : `${key}-`}label`),
  help: message(`captcha-${key === '' ? '' : `${key}-`}help`),
});

const word: Field = { type: 'string', ...text('') };

function fields(visit: Visit, challenge: Challenge, operation: Operation): AuthRequest['fields'] {
  const { type } = challenge;
  if (scriptKinds.includes(type)) return { captchaWord: word };
  const prefix = { question: 'questycaptcha', image: 'fancycaptcha' }[type as string] ?? 'captcha';
  const label = message(`${prefix}-${operation === 'login' ? 'badlogin' : 'createaccount'}`);
  const value = type === 'image' ? imageUrl(visit.state, challenge.id) : challenge.question;
  return {
    captchaId: { type: 'hidden', value: challenge.id, ...text('id') },
    captchaInfo: { type: 'null', value, label, help: message('captcha-info-help') },
    captchaWord: word,
  };
}

function isSolved(visit: Visit, filled: readonly Filled[]): boolean {
  const id = textIn(filled, captchaId, 'captchaId');
  return checkCaptcha(visit.state, visit.handle.session, id, textIn(filled, captchaId, 'captchaWord'));
}

/** ConfirmEdit: a captcha for new accounts, and for sign-ins after bad ones. */
export const askCaptcha: Provider = {
  kind: 'before',
  requests(visit, operation) {
    if (!isAsked(visit, operation)) return [];
    const challenge = issueCaptcha(visit.state, visit.handle.session);
    visit.handle.persist();
    const { type, mime, key } = captchaOf(visit.state, challenge);
    // 1.27 has the id in both places, by the page on account creation.
    const provider = String.raw`MediaWiki\Extension\ConfirmEdit\Auth\CaptchaAuthenticationRequest`;
    const request: AuthRequest = {
      id: captchaId,
      required: 'required',
      provider: literal(visit.state.version === '1.27' ? captchaId : provider),
      metadata: { type, mime, ...(key !== undefined && { key }) },
      fields: fields(visit, challenge, operation),
    };
    return [request];
  },
  testLogin: (visit, filled) =>
    isAsked(visit, 'login') && !isSolved(visit, filled) ? message('wrongpassword') : undefined,
  testCreation: (visit, filled) =>
    isAsked(visit, 'create') && !isSolved(visit, filled) ? message('captcha-createaccount-fail') : undefined,
  afterLogin({ state }, { status }) {
    const { badlogin } = state.options.captcha ?? {};
    if (status === 'FAIL' && badlogin !== undefined) state.throttle.exceeded(badLoginKey, badLoginLimit(badlogin));
  },
};
