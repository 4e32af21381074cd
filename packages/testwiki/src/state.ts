import type { Accounts } from './accounts.ts';
import type { Mail } from './auth/mails.ts';
import type { Providers } from './auth/providers.ts';
import type { OAuthStore } from './oauth/grants.ts';
import type { TestWikiOptions, Version } from './options.ts';
import type { FileStore } from './files.ts';
import type { LogEntry } from './log.ts';
import type { PageStore } from './pages.ts';
import type { Session } from './new-session.ts';
import type { Throttle } from './throttle.ts';

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
  /** Oldest first. */
  readonly log: LogEntry[];
  readonly files: FileStore;
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
  /** What AuthManager asks. */
  readonly providers: Providers;
  /** Whose account the identity of another site is: `LabOpenIdLink:alice` to `Alice`. */
  readonly links: Map<string, string>;
  /** By `state`: where the page that an identity provider returns to sends the browser on. */
  readonly externalReturns: Map<string, string>;
  /** Extension:OAuth, if the wiki has it. */
  readonly oauth: OAuthStore | undefined;
  /** Oldest first. */
  readonly mails: Mail[];
}

export const generator: Readonly<Record<Version, string>> = {
  '1.16': 'MediaWiki 1.16.5',
  '1.27': 'MediaWiki 1.27.7',
  '1.39': 'MediaWiki 1.39.17',
  '1.43': 'MediaWiki 1.43.9',
  '1.45': 'MediaWiki 1.45.0',
};

/** The address of every client. */
export const clientAddress = '127.0.0.1';

export const fullSeconds = (milliseconds: number): number => Math.floor(milliseconds / 1000) * 1000;

/** 2026-11-20T10:28:14Z */
export const isoTime = (milliseconds: number): string =>
  new Date(fullSeconds(milliseconds)).toISOString().replace('.000', '');
