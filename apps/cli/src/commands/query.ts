import type { JsonObject, QueryBatch, Wiki } from '@mwkit/node';
import { type Command, command, onWiki } from '../command.ts';
import { CliError } from '../errors.ts';
import { interrupted } from '../interrupt.ts';
import { type KeyValues, readKeyValues } from '../key-values.ts';
import { writeLine } from '../lines.ts';
import { withWiki } from '../open-wiki.ts';
import { output } from '../output.ts';
import { positive } from '../positive.ts';
import { progress } from '../progress.ts';

/** By what a query has pages. */
const pageSources = ['titles', 'pageids', 'revids', 'generator'];

export const query: Command = command({
  name: 'query',
  description: 'Print pages, or entries of lists, each as one line of JSON',
  args: {
    parameters: { type: 'positional', required: true, description: 'key=value ... of action=query' },
    all: { type: 'boolean', description: 'Go on until there are no more; else the first answer is all' },
    limit: { type: 'string', valueHint: 'number', description: 'Go on until there are so many' },
    ...onWiki,
  },
  more: true,
  notes: [
    'list=allpages, generator=allpages, titles=A|B, ... as for mwkit api query',
    'The limit of each request (aplimit, ...) is what the wiki allows, unless it is given.',
    'For meta=..., which has no entries, there is: mwkit api query',
  ],
  examples: [
    'mwkit query list=allpages apnamespace=14 --all | jq -r .title',
    'mwkit query generator=categorymembers gcmtitle=Category:Moons prop=info --all',
    'mwkit query list=recentchanges --limit 1000 --wiki https://www.mediawiki.org',
  ],
  async run(args, more) {
    const parameters = await readKeyValues([args.parameters, ...more]);
    const names = namesOf(parameters);
    const limit = positive(args.limit, 'limit', 'no number above 0') ?? Infinity;
    const goOn = args.all === true || args.limit !== undefined;
    const bar = progress();
    // where the lines themselves are seen, they show how far it is
    const show = process.stdout.isTTY ? () => {} : (count: number) => bar.show(`${count} so far`);
    try {
      const complete = await withWiki(args, 'anonymous-if-named', (wiki) =>
        print(wiki, parameters, { names, limit, goOn, show }),
      );
      bar.end();
      if (!complete && !goOn) output(args).note('There are more; --all prints all of them.');
    } finally {
      bar.end();
    }
  },
});

interface Wanted {
  readonly names: readonly string[];
  readonly limit: number;
  readonly goOn: boolean;
  readonly show: (count: number) => void;
}

/** @returns whether that was all that there is */
async function print(wiki: Wiki, parameters: KeyValues, { names, limit, goOn, show }: Wanted): Promise<boolean> {
  // some lists give no more than 50 to anybody who has no bot's rights
  const options = { signal: interrupted, limit: limit <= 50 ? limit : ('max' as const) };
  let count = 0;
  for await (const batch of wiki.query(parameters, options).batches()) {
    for (const entry of entriesOf(batch, names)) {
      if (count === limit) return false;
      await writeLine(entry);
      count++;
    }
    show(count);
    if (count === limit || !goOn) return batch.continue === undefined;
  }
  return true;
}

function* entriesOf(batch: QueryBatch, names: readonly string[]): Generator {
  for (const name of names) {
    // watchlistraw stands beside `query`
    const found = (batch.query as JsonObject)[name] ?? (batch as unknown as JsonObject)[name];
    // and querypage says first which page it was
    const list = (found as { results?: unknown } | undefined)?.results ?? found;
    if (Array.isArray(list)) yield* list;
  }
}

/** What the answer holds entries of. */
function namesOf(parameters: KeyValues): string[] {
  if ('meta' in parameters)
    throw new CliError('usage', 'meta=... has no entries that could be printed one by one.', 'Use: mwkit api query');
  const { list } = parameters;
  const lists = (Array.isArray(list) ? list : typeof list === 'string' ? [list] : []).flatMap((text) =>
    text.split('|'),
  );
  const names = [...(pageSources.some((name) => name in parameters) ? ['pages'] : []), ...lists];
  if (names.length === 0)
    throw new CliError('usage', 'There is nothing to list.', `Give list=..., or one of: ${pageSources.join(', ')}`);
  return names;
}
