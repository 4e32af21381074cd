import { interrupted } from './interrupt.ts';
import { CliError, Interrupted } from './errors.ts';

interface Question {
  readonly message: string;
  readonly placeholder?: string;
  /** What is wrong with the answer, if anything. */
  readonly validate?: (answer: string) => string | undefined;
}

/**
 * Whether somebody can be asked. Prompts go to stderr, so stdout may be a pipe.
 */
export function isInteractive(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/** Asks for a line of text. @throws CliError `not-interactive` where nobody can be asked; `advice` says what to do then */
export function ask(question: Question, advice: string): Promise<string> {
  return prompt('text', question, advice);
}

/** Asks for a secret; what is typed does not show. @throws CliError `not-interactive` */
export function askHidden(question: Question, advice: string): Promise<string> {
  return prompt('password', question, advice);
}

async function prompt(kind: 'text' | 'password', question: Question, advice: string): Promise<string> {
  if (!isInteractive()) {
    const what = `"${question.message}" cannot be asked: there is no terminal.`;
    throw new CliError('not-interactive', what, advice);
  }
  // loaded only here: most commands never ask
  const clack = await import('@clack/prompts');
  const { validate = notEmpty } = question;
  const answer = await clack[kind]({
    ...question,
    validate: (text) => validate(text ?? ''),
    output: process.stderr,
    signal: interrupted,
    withGuide: false,
  });
  if (clack.isCancel(answer)) throw new Interrupted();
  return answer;
}

function notEmpty(answer: string): string | undefined {
  return answer === '' ? 'An answer is needed.' : undefined;
}
