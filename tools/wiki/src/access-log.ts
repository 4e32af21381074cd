import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** One HTTP request that a wiki has answered. `path` holds the query string too. */
export interface LoggedRequest {
  method: string;
  path: string;
  status: number;
}

/** How far PHP's built-in server has written its log. */
export interface LogPosition {
  offset: number;
}

/**
 * The requests after a position, in the order in which they were answered. PHP writes "Accepted" before a client can have
 * an answer, and "Closing" after the request's own line (router.php): so when there are as many of both, no line is missing.
 */
export async function readAccessLog(file: string, { offset }: LogPosition): Promise<LoggedRequest[]> {
  const text = (await settled(file)).slice(offset);
  const lines = text.matchAll(/ \[(\d{3})\]: ([A-Z]+) (\S+)/g);
  return Array.from(lines, ([, status, method, path]) => ({ method: method!, path: path!, status: Number(status) }));
}

/** The end of the log, once all that was asked has been written. */
export async function logPosition(file: string): Promise<LogPosition> {
  return { offset: (await settled(file)).length };
}

async function settled(file: string): Promise<string> {
  for (let waits = 0; ; waits++) {
    const text = await readFile(file, 'utf8');
    const open = count(text, / Accepted$/gm) - count(text, / Closing$/gm);
    // A connection that a client holds open without asking anything is not waited for.
    if (open === 0 || waits === 20) return text;
    await sleep(25);
  }
}

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;
