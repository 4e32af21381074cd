import type { GatewayConfig, Limits } from './config.ts';

export const defaultLimits: Limits = {
  body: 10_485_760,
  bodyTime: 30_000,
  wikiTime: 60_000,
  visitor: 600,
  address: 120,
  session: 2_592_000,
};

/** Names of routes, which wikis cannot have. */
const reserved = new Set(['health', 'metrics']);

/**
 * The configuration, if it is one: what comes from a file or a variable may be anything.
 * @throws TypeError that names the key
 */
export function checkConfig(given: unknown): GatewayConfig {
  const config = objectAt(given, 'The configuration');
  onlyKeys(config, '', ['origin', 'apps', 'wikis', 'limits']);
  checkOrigin(config['origin'], 'origin');
  const { apps } = config;
  if (!Array.isArray(apps) || apps.length === 0) throw wrong('apps', 'must list the origins of the web apps');
  apps.forEach((app, index) => checkOrigin(app, `apps[${index}]`));
  const wikis = objectAt(config['wikis'], 'wikis');
  if (Object.keys(wikis).length === 0) throw wrong('wikis', 'holds no wiki');
  for (const [name, wiki] of Object.entries(wikis)) checkWiki(name, wiki);
  const limits = objectAt(config['limits'] ?? {}, 'limits');
  onlyKeys(limits, 'limits.', Object.keys(defaultLimits));
  for (const [name, limit] of Object.entries(limits))
    if (limit !== undefined && !(Number.isSafeInteger(limit) && Number(limit) > 0))
      throw wrong(`limits.${name}`, 'must be a whole number above 0');
  return given as GatewayConfig;
}

function checkWiki(name: string, given: unknown): void {
  const at = `wikis.${name}`;
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(name) || reserved.has(name))
    throw wrong(at, 'is no name for a wiki: up to 40 of a-z, 0-9 and -, not health nor metrics');
  const wiki = objectAt(given, at);
  onlyKeys(wiki, `${at}.`, ['api', 'signIn', 'modules', 'routes']);
  const { api, modules, routes } = wiki;
  const url = typeof api === 'string' && URL.canParse(api) ? new URL(api) : undefined;
  if (!url || url.href !== api || !/^https?:$/.test(url.protocol) || url.username || url.search || url.hash)
    throw wrong(`${at}.api`, 'must be the URL of an api.php, e.g. https://wiki.example/w/api.php');
  if (!url.pathname.endsWith('/api.php')) throw wrong(`${at}.api`, 'does not end in /api.php');
  const signIn = objectAt(wiki['signIn'], `${at}.signIn`);
  const { by, clientId } = signIn;
  if (by !== 'oauth' && by !== 'clientlogin') throw wrong(`${at}.signIn.by`, 'must be oauth or clientlogin');
  onlyKeys(signIn, `${at}.signIn.`, by === 'oauth' ? ['by', 'clientId'] : ['by']);
  if (by === 'oauth' && (typeof clientId !== 'string' || clientId === ''))
    throw wrong(`${at}.signIn.clientId`, 'is missing');
  checkList(modules, `${at}.modules`, /^(query\+)?[a-z0-9-]+$/, 'a module, e.g. edit or query+info');
  checkList(routes, `${at}.routes`, /^(\/[\w.-]*\w[\w.-]*)+$/, 'the beginning of a route, e.g. /v1/page');
}

function checkOrigin(given: unknown, at: string): void {
  const url = typeof given === 'string' && URL.canParse(given) ? new URL(given) : undefined;
  if (!url || url.origin !== given || !/^https?:$/.test(url.protocol))
    throw wrong(at, 'must be an origin: https:// and a host, and nothing after it');
  const local = url.hostname === 'localhost' || url.hostname.endsWith('.localhost') || url.hostname === '127.0.0.1';
  if (url.protocol === 'http:' && !local) throw wrong(at, 'must be https: what passes here signs people in');
}

function checkList(given: unknown, at: string, pattern: RegExp, what: string): void {
  if (given === undefined) return;
  if (!Array.isArray(given)) throw wrong(at, 'must be a list');
  given.forEach((item: unknown, index) => {
    if (typeof item !== 'string' || !pattern.test(item)) throw wrong(`${at}[${index}]`, `must be ${what}`);
  });
}

function objectAt(given: unknown, at: string): { readonly [key: string]: unknown } {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw wrong(at, 'must be an object');
  return given as { readonly [key: string]: unknown };
}

/** A misspelt key would be a limit or a list that is not there. */
function onlyKeys(given: object, at: string, known: readonly string[]): void {
  const extra = Object.keys(given).find((key) => !known.includes(key));
  if (extra !== undefined) throw wrong(at + extra, `does not exist; there are ${known.join(', ')}`);
}

function wrong(at: string, why: string): TypeError {
  return new TypeError(`Gateway configuration: ${at} ${why}.`);
}
