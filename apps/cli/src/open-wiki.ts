import { ApiError, createWiki, findApi, MwkitError, sessionFile, type Wiki, type WikiOptions } from '@mwkit/node';
import type { OnWiki } from './command.ts';
import { readConfig } from './config.ts';
import { CliError } from './errors.ts';
import { interrupted } from './interrupt.ts';
import { output } from './output.ts';
import { bearerOf, readOAuth } from './saved-oauth.ts';
import { currentOf, findSaved, type SavedWiki, savedWikis, saveSession } from './saved-wikis.ts';
import { knownUserAgent, userAgentRequired } from './user-agent.ts';

/** Whether a command goes on where there is no session: `anonymous-if-named` for a wiki that was named. */
type Needs = 'session' | 'anonymous-if-named';

/**
 * Runs `use` with the wiki that the command is for, in its saved session, and saves the session again: cookies and tokens change.
 * @throws CliError `not-signed-in`, `session-ended`, `user-agent-required`, and what `use` throws
 */
export async function withWiki<T>(
  args: OnWiki & { readonly session?: string | undefined },
  needs: Needs,
  use: (wiki: Wiki, saved: SavedWiki | undefined) => Promise<T>,
  options: Partial<WikiOptions> = {},
): Promise<T> {
  const { api, saved } = await chooseWiki(args, needs);
  const out = output(args);
  const told = { userAgent: await userAgentFor(args, api), onExchange: out.exchange };
  const oauth = saved && args.session === undefined ? await readOAuth(api) : undefined;
  const wiki = createWiki(api, {
    ...told,
    onWarning: out.warning,
    ...(oauth && { bearer: await bearerOf(api, oauth, told) }),
    ...(saved && { session: sessionOf(saved) }),
    ...options,
  });
  // a session file that was named is another program's to write
  let keep = saved !== undefined && args.session === undefined;
  try {
    return await use(wiki, saved);
  } catch (error) {
    if (!wiki.session.user || !sessionHasEnded(error)) throw error;
    keep = false;
    throw oauth ? accessEnded(wiki, error) : sessionEnded(wiki);
  } finally {
    if (keep && wiki.session.user) {
      await saveSession(await wiki.session.save()).catch(({ message }: Error) => {
        out.warning({ code: 'session-not-saved', module: 'mwkit', text: `The session could not be saved: ${message}` });
      });
    }
  }
}

/** The wiki named by `--wiki` or MWKIT_WIKI, else the current one. @throws CliError `not-signed-in`, and what `findApi` throws */
export async function chooseWiki(
  args: OnWiki & { readonly session?: string | undefined },
  needs: Needs,
): Promise<{ api: string; saved: SavedWiki | undefined }> {
  const all = args.session === undefined ? await savedWikis() : [await savedIn(args.session)];
  const named = args.wiki ?? (process.env['MWKIT_WIKI'] || undefined);
  const saved = named === undefined ? currentOf(all) : findSaved(all, named);
  if (saved) return { api: saved.api, saved };
  if (named === undefined) throw noWiki(all);
  const api = await findApi(named, { userAgent: await userAgentFor(args), signal: interrupted });
  const found = findSaved(all, api);
  if (!found && args.session !== undefined)
    throw new CliError('not-signed-in', `The session in ${args.session} is not one of ${api}.`);
  if (!found && needs === 'session')
    throw new CliError('not-signed-in', `There is no saved session for ${api}.`, 'mwkit wikis lists them.');
  return { api, saved: found };
}

/** The session in a file, as if it were the only one that is saved. */
async function savedIn(path: string): Promise<SavedWiki> {
  const file = sessionFile(path);
  const session = await file.read();
  if (!session) throw new CliError('not-signed-in', `There is no session in ${path}.`);
  return { api: session.api, file, session, current: true };
}

function noWiki(all: readonly SavedWiki[]): CliError {
  if (all.length > 0)
    return new CliError(
      'not-signed-in',
      'No wiki is chosen.',
      'Name one with --wiki, or choose with: mwkit wikis use WIKI',
    );
  return new CliError('not-signed-in', 'Nobody is signed in anywhere.', 'Sign in with: mwkit login WIKI');
}

async function userAgentFor(args: OnWiki, api?: string): Promise<string> {
  const known = knownUserAgent(await readConfig(), args['user-agent'], api);
  if (known === undefined) throw userAgentRequired();
  return known;
}

function sessionOf({ session, file, api }: SavedWiki): NonNullable<SavedWiki['session']> {
  if (session) return session;
  throw new CliError(
    'session-damaged',
    `The saved session in ${file.path} cannot be read.`,
    `Sign in again: mwkit login ${api}`,
  );
}

function sessionHasEnded(error: unknown): boolean {
  if (error instanceof ApiError) return ended.some((code) => error.has(code));
  return error instanceof MwkitError && ended.includes(error.code);
}

/** Of the wiki, and of an `OAuthError` where an access token could not be refreshed. */
const ended: readonly string[] = [
  'assertuserfailed',
  'assertnameduserfailed',
  'mwoauth-invalid-authorization',
  'grant-ended',
  'wrong-client',
];

function accessEnded(wiki: Wiki, error: unknown): CliError {
  const what = `The access token of ${wiki.session.user?.name} has expired, or was revoked.`;
  // as MediaWiki 1.45 has it for clients that are not confidential
  const secret =
    error instanceof MwkitError && error.code === 'wrong-client'
      ? ' The wiki refreshes it by the client secret only: MWKIT_CLIENT_SECRET.'
      : '';
  return new CliError('session-ended', what, `Sign in again: mwkit login ${wiki.api} --oauth${secret}`);
}

function sessionEnded(wiki: Wiki): CliError {
  const what = `The wiki has ended the session of ${wiki.session.user?.name}.`;
  return new CliError('session-ended', what, `Sign in again: mwkit login ${wiki.api}`);
}
