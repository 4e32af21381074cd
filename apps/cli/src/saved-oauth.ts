import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TokenSource } from '@mwkit/node';
import type { OAuthOptions, OAuthTokens } from '@mwkit/node/oauth';
import { configFolder } from './config.ts';
import { CliError } from './errors.ts';
import { fileLock } from './file-lock.ts';
import { writePrivate } from './private-file.ts';

/** What `mwkit login --oauth` leaves beside the session of a wiki. SECRET. */
export interface SavedOAuth {
  /** Absent for the access token of an owner-only consumer. */
  readonly consumer?: Consumer | undefined;
  readonly tokens: OAuthTokens;
}

/** A consumer, as it is registered on the wiki. */
export interface Consumer {
  readonly clientId: string;
  /** Absent for one that is not confidential. */
  readonly clientSecret?: string | undefined;
  readonly redirectUri: string;
}

/** Where the browser comes back to, unless the consumer was registered with another. */
export const defaultCallback = 'http://127.0.0.1:7391/callback';

/** @returns `undefined` for a wiki that is called without OAuth. @throws CliError `session-damaged` */
export async function readOAuth(api: string): Promise<SavedOAuth | undefined> {
  const file = fileOf(api);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    const saved = JSON.parse(text) as SavedOAuth;
    if (typeof saved.tokens.accessToken === 'string') return saved;
  } catch {
    // its errors quote the text
  }
  const advice = `Remove them: mwkit wikis forget ${api}`;
  throw new CliError('session-damaged', `The saved access tokens in ${file} cannot be read.`, advice);
}

/** @returns the file */
export async function saveOAuth(api: string, saved: SavedOAuth): Promise<string> {
  const file = fileOf(api);
  await writePrivate(file, `${JSON.stringify({ secret: true, ...saved })}\n`);
  return file;
}

export async function forgetOAuth(api: string): Promise<void> {
  await rm(fileOf(api), { force: true });
}

/** With what calls of a wiki are made: the access token, refreshed where that can be done, by one process at a time. */
export async function bearerOf(
  api: string,
  { consumer, tokens }: SavedOAuth,
  options: Pick<OAuthOptions, 'userAgent' | 'onExchange'>,
): Promise<string | TokenSource> {
  if (!consumer || !tokens.refreshToken) return tokens.accessToken;
  // loaded only where there is something to refresh
  const { oauth } = await import('@mwkit/node/oauth');
  return oauth(api, { ...consumer, ...options }).source(tokens, {
    store: async (next) => void (await saveOAuth(api, { consumer, tokens: next })),
    shared: {
      read: async () => (await readOAuth(api))?.tokens,
      exclusive: fileLock(`${fileOf(api)}.lock`),
    },
  });
}

function fileOf(api: string): string {
  return join(configFolder(), 'oauth', `${encodeURIComponent(api)}.json`);
}
