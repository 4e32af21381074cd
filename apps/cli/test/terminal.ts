import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { type Cli, outcome, program } from './cli.ts';

/** What to type once it is asked: for the label of a question, or for what stands on the screen since the last answer. */
export type Turn = readonly [question: string | RegExp, answer: string | ((screen: string) => string)];

export const enter = '\r';
export const down = '\u001B[B';
export const ctrlC = '\u0003';

export interface Typed {
  readonly code: number | null;
  /** All that was printed, without colours. */
  readonly screen: string;
  /** All that was printed, as the terminal got it. */
  readonly raw: string;
  /** The questions that were not asked. */
  readonly unasked: readonly string[];
}

interface Terminal {
  readonly env?: Record<string, string>;
  readonly columns?: number;
  /** stdout goes there instead of to the terminal. */
  readonly stdout?: string;
}

/** Runs the program on a terminal (`script` of util-linux or of macOS) and types each answer once its question is there. */
export async function typed(
  cli: Cli,
  args: readonly string[],
  turns: readonly Turn[],
  { env = {}, columns = 100, stdout }: Terminal = {},
): Promise<Typed> {
  const quoted = [process.execPath, program, ...args].map((part) => `'${part}'`).join(' ');
  // such a terminal has no size of its own
  const command = `stty cols ${columns} rows 40 && exec ${quoted}${stdout === undefined ? '' : ` > '${stdout}'`}`;
  const onTerminal =
    process.platform === 'darwin' ? ['-q', '/dev/null', 'sh', '-c', command] : ['-qfec', command, '/dev/null'];
  const child = spawn('script', onTerminal, { env: { ...cli.env, ...env, TERM: 'xterm' } });
  const waiting = [...turns];
  let screen = '';
  let answered = 0;
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    screen += chunk;
    const since = stripVTControlCharacters(screen.slice(answered));
    const [question, answer] = waiting[0] ?? [];
    if (question === undefined || answer === undefined || !isThere(question, since)) return;
    waiting.shift();
    answered = screen.length;
    child.stdin.write(typeof answer === 'string' ? answer : answer(since));
  });
  // a question that never comes must not hold up the others
  const patience = setTimeout(() => child.stdin.write(ctrlC), 15_000);
  const { code } = await outcome(child);
  clearTimeout(patience);
  const unasked = waiting.map(([question]) => String(question));
  return { code, screen: stripVTControlCharacters(screen), raw: screen, unasked };
}

/** The mark says that it is asked now: it changes once it is answered. */
function isThere(question: string | RegExp, screen: string): boolean {
  return typeof question === 'string' ? screen.includes(`◆  ${question}`) : question.test(screen);
}

/** The answer to the sum that was asked last, such as `25−8 =` (the minus is U+2212). */
export function sum(screen: string): string {
  const [, a, sign, b] = [...screen.matchAll(/(\d+)([+\u2212])(\d+) =/g)].at(-1) ?? [];
  return `${Number(a) + (sign === '+' ? 1 : -1) * Number(b)}${enter}`;
}
