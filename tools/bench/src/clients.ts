import { readFileSync } from 'node:fs';

export type ClientName = 'mwkit' | 'm3api' | 'mwn' | 'nodemw' | 'wiki-saikou';
/** `fetch`: no client, but Node's own with JSON.parse; `mwkit, any fetch`: what it costs where it must use the runtime's. */
export type ReaderName = ClientName | 'fetch' | 'mwkit, any fetch';

export interface ClientFacts {
  readonly package: string;
  /** How it is set up here, after its own manual for bots, and what it waits for. */
  readonly setup: string;
  /** It sends by the global `fetch`, so that another can stand in for that. */
  readonly byFetch: boolean;
}

/** The clients, in the order in which they take turns. The first one is what the others are compared to. */
export const clients: Readonly<Record<ClientName, ClientFacts>> = {
  mwkit: {
    package: '@mwkit/node',
    setup: '`maxlag: 5`, `bot: true`. Waits only when the wiki says so.',
    // where it has been replaced
    byFetch: true,
  },
  m3api: {
    package: 'm3api',
    setup:
      "Its README's advice for bots: formatversion 2, errorformat plaintext, `maxlag: 5`, `bot: true`, `maxRetriesSeconds: 3600`. " +
      'Signing in is its README\'s request (`tokenType: "login"`, `tokens.clear()`), then `assert: "user"`, because its ' +
      'extension m3api-botpassword is not in the comparison. Waits only when the wiki says so.',
    byFetch: true,
  },
  mwn: {
    package: 'mwn',
    setup:
      '`Mwn.init` with `assert: "user"` as its manual shows, `silent: true`, its default maxlag of 5, `bot.save`. ' +
      'Waits only when the wiki says so, or after a failure.',
    byFetch: false,
  },
  nodemw: {
    package: 'nodemw',
    setup:
      "`logIn`, `edit`, its defaults. Has no maxlag and waits for nothing; asks for the wiki's version once and for a token at each edit.",
    byFetch: false,
  },
  'wiki-saikou': {
    package: 'wiki-saikou',
    setup:
      '`login` and `postWithToken("csrf")` of its README, with `assert: "user"`, `maxlag: 5`, `bot: true`. ' +
      'Knows errors of tokens only, and waits for nothing.',
    byFetch: true,
  },
};

export const clientNames: readonly ClientName[] = Object.keys(clients) as ClientName[];

/** In the order in which they take turns. The first one is what the others are compared to. */
export const readerNames: readonly ReaderName[] = [
  'fetch',
  'mwkit',
  'mwkit, any fetch',
  ...clientNames.filter((name) => name !== 'mwkit'),
];

/** The version installed. */
export function versionOf(name: ClientName): string {
  const file = new URL(`../node_modules/${clients[name].package}/package.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** Those for whose requests another `fetch` can stand in, as `ReaderName`s. */
export const byFetch: readonly ReaderName[] = ['fetch', ...clientNames.filter((name) => clients[name].byFetch)];
