import { styleText } from 'node:util';
import { type Exchange, MwkitError } from '@mwkit/node';
import { codeOf } from './code.ts';

/** Tells a tour: its steps, the code that is run, the requests that it takes, and what came of it. */
export interface Narrator {
  readonly heading: (text: string, detail: string) => void;
  /** Shows the code of `run` and runs it. `says` puts its result into words; `label` names the step in the summary. */
  readonly step: <T>(
    label: string,
    title: string,
    run: () => Promise<T>,
    says: (result: T) => string | Promise<string>,
  ) => Promise<T>;
  /** A step that is left out. */
  readonly skip: (title: string, why: string) => void;
  /** One HTTP request of the present step; for `onExchange`. */
  readonly exchange: (exchange: Exchange) => void;
  /** How many requests each step took. */
  readonly summary: () => void;
}

const print = (line = ''): void => console.log(line);
const dim = (text: string): string => styleText('dim', text);

export function narrator(): Narrator {
  let steps = 0;
  const requests: { label: string; count: number }[] = [];
  const started = performance.now();
  const title = (text: string): void => {
    print(`${styleText(['cyan', 'bold'], String(++steps).padStart(2))}  ${styleText('bold', text)}`);
  };
  return {
    heading(text, detail) {
      print(`\n    ${styleText('bold', text)}\n    ${dim(detail)}\n`);
    },
    async step(label, name, run, says) {
      requests.push({ label, count: 0 });
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
      const step = requests.at(-1);
      if (step) step.count++;
      print(dim(`      ${describe(exchange)}`));
    },
    summary() {
      const total = requests.reduce((sum, { count }) => sum + count, 0);
      const milliseconds = Math.round(performance.now() - started);
      print(`    ${styleText('bold', `${total} requests in ${milliseconds} ms`)}`);
      print(`    ${requests.map(({ label, count }) => `${label} ${count}`).join(', ')}\n`);
    },
  };
}

/** E.g. `→ GET  /w/api.php    token of type csrf    200     8 ms`; of a REST call the path says what it is for. */
function describe({ method, url, purpose, status, milliseconds, apiError }: Exchange): string {
  const { pathname, searchParams } = new URL(url);
  const isRest = !purpose.startsWith('action=');
  const what = searchParams.get('meta') === 'tokens' ? `token of type ${searchParams.get('type')}` : purpose;
  const path = isRest ? decodeURIComponent(pathname) : `${pathname.padEnd(20)} ${what}`;
  const outcome = [status ?? 'no answer', apiError].filter(Boolean).join(' ');
  return `→ ${method.padEnd(4)} ${path.padEnd(60)} ${outcome}  ${String(milliseconds).padStart(5)} ms`;
}

/** To stderr: what went wrong, and what to do about it. */
export function sayError(error: unknown): void {
  const { message } = error instanceof Error ? error : new Error(String(error));
  const advice = error instanceof MwkitError ? error.advice : '';
  const what =
    advice && message.endsWith(advice) ? `${message.slice(0, -advice.length).trimEnd()}\n  ${advice}` : message;
  console.error(`\n${styleText('red', '✗', { stream: process.stderr })} ${what}`);
}
