import { call } from '../action/call.ts';
import type { LooseParameters, ParameterValue } from '../action/parameters.ts';
import type { Client } from '../client.ts';
import { isObject } from '../json.ts';
import { abortable } from '../http/wait.ts';

/** MediaWiki's own query modules that give a part of what they have, and the prefix of their parameters. */
const limited =
  `allcategories ac alldeletedrevisions adr allfileusages af allimages ai alllinks al allpages ap allredirects ar
  allrevisions arv alltransclusions at allusers au backlinks bl blocks bk categories cl categorymembers cm contributors pc
  deletedrevs dr duplicatefiles df embeddedin ei extlinks el exturlusage eu filearchive fa fileusage fu images im imageusage iu
  iwbacklinks iwbl iwlinks iw langbacklinks lbl langlinks ll links pl linkshere lh logevents le mystashedfiles msf
  pagepropnames ppn pageswithprop pwp prefixsearch ps protectedtitles pt querypage qp recentchanges rc redirects rd search sr
  tags tg templates tl transcludedin ti usercontribs uc watchlist wl watchlistraw wr`.split(/\s+/);

/** The others: without a limit, or with one that changes what they do. `random` never ends. */
const unlimited = 'categoryinfo deletedrevisions imageinfo info pageprops random revisions stashimageinfo users'.split(
  ' ',
);

/** What the wiki said of modules that are not MediaWiki's own; by client, because another wiki may have another of that name. */
const asked = new WeakMap<Client, Map<string, Promise<string | undefined>>>();

/**
 * The parameters, with the limit of each module that is asked and has none. The name of an extension's is asked of the wiki,
 * once (`action=paraminfo`).
 */
export async function withLimits(
  client: Client,
  parameters: LooseParameters,
  limit: number | 'max',
  signal?: AbortSignal,
): Promise<LooseParameters> {
  const added: { [name: string]: ParameterValue } = {};
  const add = async (module: string, generator: 'g' | '') => {
    const prefix = await prefixOf(client, module, signal);
    if (prefix !== undefined) added[`${generator}${prefix}limit`] = limit;
  };
  for (const module of [...namesIn(parameters['list']), ...namesIn(parameters['prop'])]) await add(module, '');
  for (const module of namesIn(parameters['generator'])) await add(module, 'g');
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null);
  return { ...added, ...Object.fromEntries(given) };
}

/** What multi-values are separated by where one holds `|` (API:Data formats). */
const separator = '\u001F';

function namesIn(value: ParameterValue): string[] {
  const names =
    typeof value === 'string'
      ? value.replace(separator, '').split(value.startsWith(separator) ? separator : '|')
      : Array.isArray(value)
        ? value.map(String)
        : [];
  return names.filter((name) => name !== '');
}

/** The prefix of a module whose limit is to be set. */
function prefixOf(
  client: Client,
  module: string,
  signal?: AbortSignal,
): Promise<string | undefined> | string | undefined {
  const at = limited.indexOf(module);
  // the names stand at the even places
  if (at % 2 === 0) return limited[at + 1];
  if (unlimited.includes(module)) return undefined;
  const known = asked.get(client) ?? new Map<string, Promise<string | undefined>>();
  asked.set(client, known);
  let prefix = known.get(module);
  if (!prefix) {
    prefix = askPrefix(client, module);
    known.set(module, prefix);
    prefix.catch(() => known.delete(module));
  }
  return abortable(prefix, signal);
}

async function askPrefix(client: Client, module: string): Promise<string | undefined> {
  const { paraminfo } = await call(client, 'paraminfo', { modules: `query+${module}` }, { method: 'GET' });
  const [found] = isObject(paraminfo) && Array.isArray(paraminfo['modules']) ? paraminfo['modules'] : [];
  if (!isObject(found) || !Array.isArray(found['parameters'])) return undefined;
  const limit = found['parameters'].filter(isObject).find(({ name, type }) => name === 'limit' && type === 'limit');
  // one by default, or none: to ask for more is to ask for something else, such as all versions of a file
  return Number(limit?.['default'] ?? 0) > 1 ? String(found['prefix']) : undefined;
}
