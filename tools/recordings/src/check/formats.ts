/** What a request's main parameters, and the wiki's age, make of the answer's form. */
import { older, release } from './release.ts';
import type { Exchange } from '../exchange.ts';
import type { Parameters } from './parameters.ts';

/** 1 unless something newer was asked for and the wiki knows it; also for a value that it does not know (error-formatversion-invalid). */
export const formatversion = (exchange: Exchange, sent: Parameters): 1 | 2 =>
  ['2', 'latest'].includes(sent['formatversion'] ?? '') && !older(release(exchange), '1.25') ? 2 : 1;

/** The form of AuthManager's texts, under whatever prefix the module has it (`loginmessageformat`, `amimessageformat`). */
export const messageformat = (sent: Parameters): string => named(sent, '*messageformat') ?? 'wikitext';

/** The value of a parameter; `*` at the beginning stands for the module's prefix. */
export function named(sent: Parameters, parameter: string): string | undefined {
  if (!parameter.startsWith('*')) return sent[parameter];
  const name = Object.keys(sent).find((one) => one.endsWith(parameter.slice(1)));
  return name === undefined ? undefined : sent[name];
}

const formats = ['plaintext', 'wikitext', 'html', 'raw', 'none'];

export const errorformat = (exchange: Exchange, sent: Parameters): string =>
  formats.includes(sent['errorformat'] ?? '') && !older(release(exchange), '1.29') ? (sent['errorformat'] ?? '') : 'bc';
