import type { Answers, AuthFlow, AuthForm, FormField } from '@mwkit/node';
import { CliError } from '../errors.ts';
import { notice } from '../notice.ts';
import { isInteractive } from '../prompt.ts';
import { readable } from '../readable.ts';
import type { Known } from './after-fail.ts';
import { askCaptcha } from './ask-captcha.ts';
import { labelOf } from './ask-field.ts';
import { askedFields, askFields, unanswered } from './ask-fields.ts';
import { choicesOf, isWebAuthn, type Stage } from './choices.ts';
import { chooseWay, onTerminal } from './choose-way.ts';

/**
 * Asks whoever is at the terminal for all that the wiki asks for; without a terminal, takes what is known.
 * @throws CliError `not-interactive` that names the fields, `needs-browser`
 */
export async function answerForm(flow: AuthFlow, form: AuthForm, stage: Stage, known: Known): Promise<Answers> {
  const { choices, common } = choicesOf(form, stage);
  if (stage === 'continue' && form.requests.some(isWebAuthn)) tellOfPasskey(choices.length > 0);
  const way = await chooseWay(choices, known);
  const requests = [...(way?.requests ?? []), ...common];
  // its own request: the answer is asked for last, as it works only once
  const captcha = requests.find(({ fields }) => fields.some(({ name }) => name === form.captcha?.field));
  const others = requests.filter((request) => request !== captcha);
  for (const { type, value } of others.flatMap(({ fields }) => fields)) {
    if (type === 'null' && value) notice('info', readable(value));
  }
  const asked = askedFields(others, way?.requests ?? [], known).map((one, _, { length }) => {
    // some extensions call the one thing that they ask for optional, such as a recovery code
    return length === 1 && stage === 'continue' && one.field.type === 'string' ? { ...one, required: true } : one;
  });
  const given = Object.fromEntries(asked.map(({ field: { name } }) => [name, known.given[name]]));
  if (!isInteractive()) {
    const missing = [
      ...unanswered(asked, given),
      ...(captcha?.fields.filter(({ name }) => name === form.captcha?.field) ?? []),
    ];
    if (missing.length > 0) throw cannotAsk(missing);
    return { ...way?.answers, ...given };
  }
  const open = asked.filter(({ field }) => given[field.name] === undefined);
  const answers = { ...way?.answers, ...given, ...(await askFields(open, given)) };
  if (!captcha || !form.captcha) return answers;
  const about = captcha.fields.find(({ type }) => type === 'null')?.label ?? '';
  return { ...answers, [form.captcha.field]: await askCaptcha(form.captcha, about, flow) };
}

/** Names the fields that nobody can be asked for. */
export function cannotAsk(fields: readonly FormField[]): CliError {
  const names = fields.map((field) => `\`${field.name}\` (${labelOf(field)})`).join(', ');
  return new CliError('not-interactive', `The wiki asks for ${names}, and there is no terminal to ask at.`, onTerminal);
}

function tellOfPasskey(others: boolean): void {
  const what = 'The wiki asks for a passkey or security key: only a browser can use one, a terminal cannot.';
  if (others) return notice('problem', `${what} Another second factor will do.`);
  const advice = "Sign in with a bot password (the wiki's Special:BotPasswords), or add another second factor there.";
  throw new CliError('needs-browser', what, advice);
}
