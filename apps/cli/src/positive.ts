import { CliError } from './errors.ts';

/** A whole number above 0, given as text; `undefined` where nothing was given. @throws CliError `usage`: `--limit x is ${problem}.` */
export function positive(text: string | undefined, option: string, problem: string): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new CliError('usage', `--${option} ${text} is ${problem}.`);
  return Number(text);
}
