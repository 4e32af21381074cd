import { parseArgs } from 'node:util';
import { type WikiKind, wikiKinds } from './wikis.ts';

export interface Options {
  readonly quick: boolean;
  /** Those asked for; empty for all that can be run. */
  readonly wikis: readonly WikiKind[];
}

export const usage: string = `Compares mwkit with m3api, mwn, nodemw and wiki-saikou: requests, time, CPU, memory, loading, bundle size.

  npm run bench -- [--quick] [--wiki ${wikiKinds.join('|')}]

  --quick   few rounds: to see that it works, not to compare
  --wiki    this wiki only; may be given again
  --help    this text

Without options it takes some minutes and writes tools/bench/results.md; with options it only prints.`;

/** @throws Error that says what is wrong with the arguments */
export function readOptions(args: readonly string[]): Options | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      wiki: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const wikis = values.wiki.map((text) => {
    if (!isKind(text)) throw new Error(`There is no wiki "${text}". There are: ${wikiKinds.join(', ')}.`);
    return text;
  });
  return { quick: values.quick, wikis };
}

const isKind = (text: string): text is WikiKind => (wikiKinds as readonly string[]).includes(text);
