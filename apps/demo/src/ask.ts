import { confirm as clackConfirm, isCancel, password, text } from '@clack/prompts';

const interactive = (): boolean => process.stdin.isTTY && process.stdout.isTTY;

/** @throws Error naming `instead` where nobody can be asked */
export function ask(message: string, instead: string, signal: AbortSignal): Promise<string> {
  return answered(text, message, instead, signal);
}

/** What is typed does not show. @throws Error naming `instead` where nobody can be asked */
export function askHidden(message: string, instead: string, signal: AbortSignal): Promise<string> {
  return answered(password, message, instead, signal);
}

/** Without a terminal the answer is no. */
export async function confirm(message: string, signal: AbortSignal): Promise<boolean> {
  if (!interactive()) return false;
  const answer = await clackConfirm({ message, initialValue: false, signal, withGuide: false });
  if (isCancel(answer)) throw new Error('Nothing was done.');
  return answer;
}

async function answered(
  prompt: typeof text | typeof password,
  message: string,
  instead: string,
  signal: AbortSignal,
): Promise<string> {
  if (!interactive()) throw new Error(`"${message}" cannot be asked: there is no terminal. Give ${instead}.`);
  const answer = await prompt({ message, validate: notEmpty, signal, withGuide: false });
  if (isCancel(answer)) throw new Error('Nothing was done.');
  return answer;
}

function notEmpty(answer: string | undefined): string | undefined {
  return answer ? undefined : 'An answer is needed.';
}
