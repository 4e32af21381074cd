import { createAccounts, type Accounts } from './accounts.ts';
import type { Mail } from './auth/mails.ts';
import { createProviders, type Providers } from './auth/providers.ts';
import { defaults, type TestWikiOptions, type Version } from './options.ts';
import { createPageStore, type PageStore } from './pages.ts';
import type { Session } from './session.ts';
import { createThrottle, type Throttle } from './throttle.ts';
import { parseTitle } from './title.ts';

/** Everything that a wiki remembers. */
export interface State {
  readonly options: TestWikiOptions;
  readonly version: Version;
  /** Of the wiki's own addresses in its answers. */
  origin: string;
  readonly scriptPath: string;
  readonly sitename: string;
  readonly cookiePrefix: string;
  readonly clock: () => number;
  readonly accounts: Accounts;
  readonly pages: PageStore;
  /** By session id. */
  readonly sessions: Map<string, Session>;
  readonly throttle: Throttle;
  /** The reason, while the wiki is read-only. */
  readOnly: string | null;
  /** Seconds that the database is behind. */
  maxlag: number | null;
  /** By account id: the last window of time whose code was used. */
  readonly totpWindows: Map<number, number>;
  /** So many edits are refused as `ratelimited`. */
  rateLimited: number;
  /** Bad logins from the one address there is. */
  badLogins: number;
  /** What AuthManager asks. */
  readonly providers: Providers;
  /** Whose account the identity of another site is: `LabOpenIdLink:alice` to `Alice`. */
  readonly links: Map<string, string>;
  /** By `state`: where the page that an identity provider returns to sends the browser on. */
  readonly externalReturns: Map<string, string>;
  /** Oldest first. */
  readonly mails: Mail[];
}

export const generator: Readonly<Record<Version, string>> = {
  '1.16': 'MediaWiki 1.16.5',
  '1.27': 'MediaWiki 1.27.7',
  '1.39': 'MediaWiki 1.39.17',
  '1.43': 'MediaWiki 1.43.9',
};

/** The address of every client. */
export const clientAddress = '127.0.0.1';

export const fullSeconds = (milliseconds: number): number => Math.floor(milliseconds / 1000) * 1000;

/** 2026-11-20T10:28:14Z */
export const isoTime = (milliseconds: number): string =>
  new Date(fullSeconds(milliseconds)).toISOString().replace('.000', '');

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
    sessions: new Map(),
    throttle: createThrottle(clock),
    readOnly: options.readOnly ?? null,
    totpWindows: new Map(),
    maxlag: null,
    rateLimited: 0,
    badLogins: 0,
    providers: createProviders(options),
    links: linksOf(options),
    externalReturns: new Map(),
    mails: [],
  };
}
