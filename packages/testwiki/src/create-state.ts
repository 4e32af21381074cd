import { createAccounts } from './accounts.ts';
import { createProviders } from './auth/providers.ts';
import { createOAuthStore } from './oauth/grants.ts';
import { defaults, type TestWikiOptions } from './options.ts';
import { createFileStore } from './files.ts';
import { createPageStore } from './pages.ts';
import { fullSeconds, type State } from './state.ts';
import { createThrottle } from './throttle.ts';
import { parseTitle } from './title.ts';

function linksOf({ externalLogin = [] }: TestWikiOptions): Map<string, string> {
  return new Map(
    externalLogin.flatMap(({ linkId, links = {} }) =>
      Object.entries(links).map(([name, user]): [string, string] => [`${linkId}:${name}`, user]),
    ),
  );
}

export function createState(given: TestWikiOptions): State {
  const options: TestWikiOptions = {
    ...given,
    version: given.version ?? '1.43',
    users: given.users ?? defaults.users ?? {},
    botPasswords: given.botPasswords ?? (given.users ? {} : (defaults.botPasswords ?? {})),
    pages: given.pages ?? defaults.pages ?? {},
  };
  const clock = options.clock ?? Date.now;
  const now = fullSeconds(clock());
  const pages = createPageStore();
  for (const [name, texts] of Object.entries(options.pages ?? {})) {
    const title = parseTitle(name);
    if (!title) throw new TypeError(`testwiki: ${JSON.stringify(name)} cannot be a page title`);
    for (const text of typeof texts === 'string' ? [texts] : texts) {
      const user = { id: 1, name: Object.keys(options.users ?? {})[0] ?? 'Maintenance script', temp: false };
      pages.save(title.text, { user, timestamp: now, comment: 'seed', minor: false, contentmodel: 'wikitext', text });
    }
  }
  return {
    options,
    version: options.version ?? '1.43',
    origin: new URL(options.origin ?? 'https://wiki.example').origin,
    scriptPath: options.scriptPath ?? '/w',
    sitename: options.sitename ?? 'Test Wiki',
    cookiePrefix: options.cookiePrefix ?? 'wiki',
    clock,
    accounts: createAccounts(options, now),
    pages,
    log: [],
    files: createFileStore(),
    sessions: new Map(),
    throttle: createThrottle(clock),
    readOnly: options.readOnly ?? null,
    totpWindows: new Map(),
    maxlag: null,
    rateLimited: 0,
    providers: createProviders(options),
    links: linksOf(options),
    externalReturns: new Map(),
    oauth: createOAuthStore(options),
    mails: [],
  };
}
