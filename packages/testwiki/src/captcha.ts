import type { Actor } from './actor.ts';
import type { CaptchaOptions } from './auth/options.ts';
import { decimal } from './random.ts';
import type { Session } from './new-session.ts';
import type { State } from './state.ts';

/** A captcha that was asked. */
export interface Challenge {
  readonly id: string;
  readonly type: NonNullable<CaptchaOptions['type']>;
  /** What is to be answered, of `question` and `simple`. */
  readonly question: string;
  readonly answers: readonly string[];
}

/** Those that a script of another site runs; what it gives is the answer. */
export const scriptKinds: readonly string[] = ['hcaptcha', 'turnstile', 'recaptchanocaptcha'];

const mimes: Readonly<Record<string, string>> = { question: 'text/html', simple: 'text/plain', image: 'image/png' };

/** Bots and administrators are never asked. */
export const isExempt = (session: Session, { groups }: Actor): boolean =>
  !session.grants && groups.some((group) => group === 'bot' || group === 'sysop');

/** `a+b =` or `a−b =`, with the real minus sign (captcha-simple-authmanagerinfo-create-html). */
function arithmetic(): Pick<Challenge, 'question' | 'answers'> {
  const [first = 0, second = 0, sign = 0] = crypto.getRandomValues(new Uint8Array(3));
  const [a, b] = [first % 100, second % 10];
  const minus = sign % 2 === 1;
  return { question: `${a}${minus ? '\u2212' : '+'}${b} =`, answers: [String(minus ? a - b : a + b)] };
}

/** A new captcha, kept in the session. */
export function issueCaptcha({ options }: State, session: Session): Challenge {
  const { type = 'question', question = '', answers = [] } = options.captcha ?? {};
  const challenge = { id: decimal(), type, ...(type === 'simple' ? arithmetic() : { question, answers }) };
  session.captchas.set(challenge.id, challenge);
  return challenge;
}

/** Whether that is right. An id is good for one try, whatever the answer (captcha-simple-createaccount-fail-reused-after-wrong). */
export function checkCaptcha({ options }: State, session: Session, id = '', word = ''): boolean {
  const kept = session.captchas.get(id);
  session.captchas.delete(id);
  const { type = 'question', answers = [] } = options.captcha ?? {};
  const right = scriptKinds.includes(type) ? answers : kept?.answers;
  return right?.some((answer) => answer.toLowerCase() === word.trim().toLowerCase()) ?? false;
}

export const imageUrl = ({ scriptPath }: State, id: string): string =>
  `${scriptPath}/index.php?title=Special:Captcha/image&wpCaptchaId=${id}`;

/** What the API tells of a captcha. */
export function captchaOf(
  state: State,
  { id, type, question }: Challenge,
): { type: string; mime: string; key?: string; id?: string; question?: string; url?: string } {
  if (scriptKinds.includes(type))
    return { type, mime: 'application/javascript', key: state.options.captcha?.key ?? '' };
  const mime = mimes[type] ?? 'text/plain';
  return { type, mime, id, ...(type === 'image' ? { url: imageUrl(state, id) } : { question }) };
}

/** Asks for the captcha of an edit; undefined if it was answered or is not needed. */
export function challengeEdit(
  state: State,
  session: Session,
  actor: Actor,
  id?: string,
  word?: string,
): object | undefined {
  if (!state.options.captcha?.edit || isExempt(session, actor)) return undefined;
  if (checkCaptcha(state, session, id, word)) return undefined;
  return captchaOf(state, issueCaptcha(state, session));
}
