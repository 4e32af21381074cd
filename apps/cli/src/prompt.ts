import type * as Clack from '@clack/prompts';
import { interrupted } from './interrupt.ts';
import { CliError, Interrupted } from './errors.ts';

interface Question {
  readonly message: string;
  readonly placeholder?: string;
  readonly initialValue?: string;
  /** What is wrong with the answer, if anything. Default: it must not be empty. */
  readonly validate?: (answer: string) => string | undefined;
}

export interface Option<V extends string = string> {
  readonly value: V;
  readonly label: string;
  readonly hint?: string;
}

/**
 * Whether somebody can be asked. Prompts go to stderr, so stdout may be a pipe.
 */
export function isInteractive(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/** Asks for a line of text. @throws CliError `not-interactive` where nobody can be asked; `advice` says what to do then */
export function ask(question: Question, advice: string): Promise<string> {
  return prompt(question.message, advice, (clack, io) =>
    clack.text({ ...question, ...io, validate: checked(question) }),
  );
}

/** Asks for a secret; what is typed does not show. @throws CliError `not-interactive` */
export function askHidden(question: Question, advice: string): Promise<string> {
  const { message } = question;
  return prompt(message, advice, (clack, io) => clack.password({ message, ...io, validate: checked(question) }));
}

/** Asks to choose one. @throws CliError `not-interactive` */
export function choose<V extends string>(
  message: string,
  options: readonly Option<V>[],
  advice: string,
  initialValue?: V,
): Promise<V> {
  return prompt(message, advice, (clack, io) =>
    clack.select<string>({
      message,
      options: [...options],
      ...io,
      ...(initialValue !== undefined && { initialValue }),
    }),
  ) as Promise<V>;
}

/** Asks to choose any number. @throws CliError `not-interactive` */
export function chooseSeveral(
  message: string,
  options: readonly Option[],
  advice: string,
  required: boolean,
): Promise<string[]> {
  return prompt(message, advice, (clack, io) =>
    clack.multiselect<string>({ message, options: [...options], required, ...io }),
  );
}

/** Asks yes or no. @throws CliError `not-interactive` */
export function confirm(message: string, initialValue: boolean, advice: string): Promise<boolean> {
  return prompt(message, advice, (clack, io) => clack.confirm({ message, initialValue, ...io }));
}

const io = { output: process.stderr, signal: interrupted, withGuide: false };

async function prompt<T>(
  message: string,
  advice: string,
  show: (clack: typeof Clack, common: typeof io) => Promise<T | typeof Clack.CANCEL_SYMBOL>,
): Promise<T> {
  if (!isInteractive()) {
    throw new CliError('not-interactive', `"${message}" cannot be asked: there is no terminal.`, advice);
  }
  // loaded only here: most commands never ask
  const clack = await import('@clack/prompts');
  const answer = await show(clack, io);
  if (clack.isCancel(answer)) throw new Interrupted();
  return answer;
}

function checked({ validate = notEmpty }: Question): (answer: string | undefined) => string | undefined {
  return (answer) => validate(answer ?? '');
}

function notEmpty(answer: string): string | undefined {
  return answer === '' ? 'An answer is needed.' : undefined;
}
