import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type SessionFile, type SessionSnapshot, sessionFile } from '@mwkit/node';
import { changeConfig, configFolder, readConfig } from './config.ts';
import { CliError } from './errors.ts';
import { forgetOAuth } from './saved-oauth.ts';

/** A saved session: one wiki, one file. */
export interface SavedWiki {
  /** The URL of its api.php. */
  readonly api: string;
  readonly file: SessionFile;
  /** Absent for a file that cannot be read. SECRET. */
  readonly session: SessionSnapshot | undefined;
  /** Whether commands are for it when no wiki is named. */
  readonly current: boolean;
}

const ending = '.json';

/** All saved sessions, the one used last first. */
export async function savedWikis(): Promise<SavedWiki[]> {
  const names = await readdir(sessionsFolder()).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const apis = names.map(apiOf).filter((api) => api !== undefined);
  const { current } = await readConfig();
  const found = apis.map(async (api): Promise<SavedWiki> => {
    const file = fileOf(api);
    const session = await file.read().catch(() => undefined);
    return { api, file, session, current: api === current };
  });
  return (await Promise.all(found)).toSorted((a, b) => savedAt(b).localeCompare(savedAt(a)));
}

/** The one with this api.php, or on this host (`en.wikipedia.org`). @throws CliError `ambiguous-wiki` for a host with several */
export function findSaved(all: readonly SavedWiki[], text: string): SavedWiki | undefined {
  const [found, ...others] = all.filter(({ api }) => api === text || new URL(api).host === text.toLowerCase());
  if (others.length === 0) return found;
  const list = [found, ...others].map((wiki) => wiki?.api).join(', ');
  throw new CliError(
    'ambiguous-wiki',
    `There are several saved sessions on ${text}: ${list}.`,
    'Name one by the URL of its api.php.',
  );
}

/** The one that commands are for when no wiki is named: the last one signed in to, or the only one. */
export function currentOf(all: readonly SavedWiki[]): SavedWiki | undefined {
  return all.find(({ current }) => current) ?? (all.length === 1 ? all[0] : undefined);
}

/** Saves the session of a wiki. @returns its file */
export async function saveSession(session: SessionSnapshot): Promise<string> {
  const file = fileOf(session.api);
  await file.write(session);
  return file.path;
}

/** Removes the saved session, tokens of OAuth, and what is set for its wiki. */
export async function forgetWiki({ api, file }: SavedWiki): Promise<void> {
  await file.remove();
  await forgetOAuth(api);
  const { current, userAgents } = await readConfig();
  const others = Object.fromEntries(Object.entries(userAgents ?? {}).filter(([of]) => of !== api));
  await changeConfig({ userAgents: others, ...(current === api && { current: undefined }) });
}

function sessionsFolder(): string {
  return join(configFolder(), 'sessions');
}

/** The URL is in the name, so that it is known even of a damaged file. */
function fileOf(api: string): SessionFile {
  return sessionFile(join(sessionsFolder(), `${encodeURIComponent(api)}${ending}`));
}

function apiOf(fileName: string): string | undefined {
  if (!fileName.endsWith(ending)) return undefined;
  try {
    return new URL(decodeURIComponent(fileName.slice(0, -ending.length))).href;
  } catch {
    return undefined;
  }
}

function savedAt({ session }: SavedWiki): string {
  return session?.savedAt ?? '';
}
