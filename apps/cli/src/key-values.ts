import { readFile } from 'node:fs/promises';
import { addAbortSignal } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { CliError } from './errors.ts';
import { interrupted } from './interrupt.ts';

/** `true` for a key alone; a list for a key that is repeated. */
export type KeyValues = { [key: string]: string | true | string[] };

/** For the help of commands that take them. */
export const parameterNotes: readonly string[] = [
  'key=value     a text; several values are a|b, or the key given again',
  'key           true',
  'key=@file     what the file holds; @- is stdin; a text that begins with @ is written @@',
  'A token is added by itself where one is needed.',
];

/**
 * `key=value` arguments: `key` alone is true, `key=@file` and `key=@-` read a file and stdin, `key=@@x` is the text `@x`.
 * @throws CliError `usage` for an argument that is none of these, `password-argument`, `unreadable-file`
 */
export async function readKeyValues(texts: readonly string[]): Promise<KeyValues> {
  const values = new Map<string, (string | true)[]>();
  for (const text of texts) {
    const [, key, value] = /^([^=]+)(?:=(.*))?$/s.exec(text) ?? [];
    if (key === undefined) throw new CliError('usage', `"${text}" is not key=value.`, 'Example: titles=Earth');
    if (value !== undefined && /password$|^retype$/i.test(key)) refusePassword(key, value);
    const read = value === undefined ? true : await readValue(value, key);
    values.set(key, [...(values.get(key) ?? []), read]);
  }
  return Object.fromEntries([...values].map(([key, list]) => [key, single(key, list)]));
}

/** A value that may be in a file: `@file`, `@-` for stdin, `@@x` for the text `@x`, else the text itself. */
export async function readValue(value: string, name: string): Promise<string> {
  if (value.startsWith('@@')) return value.slice(1);
  if (!value.startsWith('@')) return value;
  const file = value.slice(1);
  try {
    const text = await (file === '-' ? textOf(addAbortSignal(interrupted, process.stdin)) : readFile(file, 'utf8'));
    // a password in a file ends with a line break that is no part of it
    return /password$|^retype$/i.test(name) ? text.replace(/\r?\n$/, '') : text;
  } catch (error) {
    interrupted.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError(
      'unreadable-file',
      `The file for ${name} cannot be read: ${reason}.`,
      `The text itself is written ${name}=@@...`,
    );
  }
}

function single(key: string, [first, ...others]: readonly (string | true)[]): string | true | string[] {
  if (others.length === 0) return first ?? true;
  const list = [first, ...others].filter((value) => typeof value === 'string');
  if (list.length === others.length + 1) return list;
  throw new CliError('usage', `${key} is given with a value and without one.`);
}

/** Other users of the machine can see the arguments of a process, and shells write them down. */
function refusePassword(key: string, value: string): void {
  if (value.startsWith('@') && !value.startsWith('@@')) return;
  const what = `${key} must not be in the command line, where others can see it.`;
  throw new CliError('password-argument', what, `Give it by a file or by stdin: ${key}=@file or ${key}=@-`);
}
