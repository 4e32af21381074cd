import { ApiError } from './errors.ts';
import type { Call } from './module.ts';
import { pageSetOf, type PageSet } from './pageset.ts';
import { readValues } from './values.ts';

/** What a generator gives: the pages, and where it goes on. */
interface Generated {
  readonly set: PageSet;
  readonly next: Record<string, string> | undefined;
}

/**
 * Runs a list as a generator: its parameters have a `g` before their names, and its entries are the pages of the query.
 * https://www.mediawiki.org/wiki/API:Query#Generators
 */
export async function generate(call: Call, name: string): Promise<Generated> {
  const module = call.modules.get(`query+${name}`);
  if (!module?.generator || !module.execute || name === 'revisions') {
    throw new ApiError('testwiki-notimplemented', 'testwiki-notimplemented', [`generator=${name}`]);
  }
  const values = readValues(module.parameters, `g${module.prefix}`, module.path, call.input);
  const { [name]: entries, continue: more } = await module.execute(call, values);
  const set = pageSetOf(
    call.state,
    (entries as { title: string }[]).map(({ title }) => title),
  );
  if (!more) return { set, next: undefined };
  const own = Object.entries(more as Record<string, string>).filter(([key]) => key !== 'continue');
  const next = Object.fromEntries(own.map(([key, value]) => [`g${key}`, value]));
  // which of the values are the generator's stands before `||` (generator-allpages)
  return { set, next: { ...next, continue: `${Object.keys(next).join('|')}||` } };
}
