import type { Answers } from '@mwkit/node';
import { CliError } from '../errors.ts';
import { choose, isInteractive } from '../prompt.ts';
import type { Known } from './after-fail.ts';
import { type Choice, isAsked } from './choices.ts';

export const onTerminal =
  'Run it on a terminal. MWKIT_USERNAME and MWKIT_PASSWORD answer a name and a password, and nothing else.';

/** The one that is answered already, the only one, or the one that is chosen now. @throws CliError `not-interactive` */
export async function chooseWay(
  choices: readonly Choice[],
  { given, suggested, sameWay }: Known,
): Promise<Choice | undefined> {
  const answered = choices.find((choice) => isAnswered(choice, given));
  const before = choices.findIndex((choice) => namesOf(choice).some((name) => suggested[name] !== undefined));
  const known = answered ?? (sameWay ? choices[before] : undefined);
  if (known || choices.length < 2) return known ?? choices[0];
  if (!isInteractive()) return onlyTyped(choices);
  const options = choices.map(({ label, hint }, index) => ({ value: String(index), label, ...(hint && { hint }) }));
  return choices[Number(await choose('How do you want to go on?', options, onTerminal, String(Math.max(0, before))))];
}

function namesOf({ answers, requests }: Choice): string[] {
  const pressed = Object.keys(answers);
  return pressed.length > 0 ? pressed : requests.flatMap(({ fields }) => fields.map(({ name }) => name));
}

function isAnswered({ answers, requests }: Choice, given: Answers): boolean {
  const pressed = Object.entries(answers);
  if (pressed.length > 0) return pressed.every(([name, value]) => given[name] === value);
  const needed = requests.flatMap(({ fields }) => fields).filter((field) => isAsked(field) && field.required);
  return needed.length > 0 && needed.every(({ name }) => given[name] !== undefined);
}

/** What the environment has left unanswered of the one that can be typed is told by its fields. */
function onlyTyped(choices: readonly Choice[]): Choice {
  const [typed, ...others] = choices.filter(({ answers }) => Object.keys(answers).length === 0);
  if (typed && others.length === 0) return typed;
  const labels = choices.map(({ label }) => `"${label}"`).join(' or ');
  throw new CliError('not-interactive', `The wiki lets choose: ${labels}.`, onTerminal);
}
