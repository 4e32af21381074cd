import { styleText } from 'node:util';
import { type Exchange, MwkitError } from '@mwkit/node';
import { codeOf } from './code.ts';

/** Tells a tour: its steps, the code that is run, the requests that it takes, and what came of it. */
export interface Narrator {
  readonly heading: (text: string, detail: string) => void;
  /** Shows the code of `run` and runs it. `says` puts its result into words. */
  readonly step: <T>(title: string, run: () => Promise<T>, says: (result: T) => string | Promise<string>) => Promise<T>;
  /** A step that is left out. */
  readonly skip: (title: string, why: string) => void;
  /** One HTTP request of the present step; for `onExchange`. */
  readonly exchange: (exchange: Exchange) => void;
  readonly summary: (text: string) => void;
  /** How many requests there have been. */
  readonly requests: () => number;
}

const print = (line = ''): void => console.log(line);
const dim = (text: string): string => styleText('dim', text);

export function narrator(): Narrator {
  let steps = 0;
  let requests = 0;
  const title = (text: string): void =>
    print(`${styleText(['cyan', 'bold'], String(++steps).padStart(2))}  ${styleText('bold', text)}`);
  return {
    heading(text, detail) {
      print(`\n    ${styleText('bold', text)}\n    ${dim(detail)}\n`);
    },
    async step(name, run, says) {
      title(name);
      for (const line of codeOf(run)) print(`      ${styleText('green', line)}`);
      const result = await run();
      print(`    ${styleText('green', '✓')} ${await says(result)}\n`);
      return result;
    },
    skip(name, why) {
      title(name);
      print(dim(`    - ${why}\n`));
    },
    exchange(exchange) {
      requests++;
      print(dim(`      ${describe(exchange)}`));
    },
    summary: (text) => print(`    ${styleText('bold', text)}\n`),
    requests: () => requests,
  };
}

/** E.g. `→ GET  /w/api.php  token of type csrf   200  8 ms`. */
function describe({ method, url, purpose, status, milliseconds, apiError }: Exchange): string {
  const { pathname, searchParams } = new URL(url);
  const asksToken = searchParams.get('meta') === 'tokens';
  const what = asksToken ? `token of type ${searchParams.get('type')}` : purpose.replace(/^(GET|POST|PUT|DELETE) /, '');
  const outcome = [status ?? 'no answer', apiError].filter(Boolean).join(' ');
  return `→ ${method.padEnd(4)} ${pathname.padEnd(30)} ${what.padEnd(22)} ${outcome}  ${String(milliseconds).padStart(4)} ms`;
}

/** To stderr: what went wrong, and what to do about it. */
export function sayError(error: unknown): void {
  const { message } = error instanceof Error ? error : new Error(String(error));
  const advice = error instanceof MwkitError ? error.advice : '';
  const what =
    advice && message.endsWith(advice) ? `${message.slice(0, -advice.length).trimEnd()}\n  ${advice}` : message;
  console.error(`\n${styleText('red', '✗', { stream: process.stderr })} ${what}`);
}
