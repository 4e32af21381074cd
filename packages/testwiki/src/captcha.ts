import type { Actor } from './actor.ts';
import { decimal } from './random.ts';
import type { Session } from './session.ts';
import type { State } from './state.ts';

/** Asks for the captcha of an edit; undefined if it was answered or is not needed. An id is good for one try. */
export function challengeEdit(
  state: State,
  session: Session,
  actor: Actor,
  id?: string,
  word?: string,
): object | undefined {
  const { captcha } = state.options;
  const exempt = !session.grants && actor.groups.some((group) => group === 'bot' || group === 'sysop');
  if (!captcha?.edit || exempt) return undefined;
  const known = id !== undefined && session.captchas.delete(id);
  const given = word?.trim().toLowerCase();
  if (known && captcha.answers.some((answer) => answer.toLowerCase() === given)) return undefined;
  const asked = decimal();
  session.captchas.add(asked);
  return { type: 'question', mime: 'text/html', id: asked, question: captcha.question };
}
