import { addAbortSignal } from 'node:stream';
import { text } from 'node:stream/consumers';
import { ApiError, createWiki, type Wiki, type WikiOptions } from '@mwkit/node';
import { oauth, type OAuthTokens } from '@mwkit/node/oauth';
import { CliError } from '../errors.ts';
import { interrupted } from '../interrupt.ts';
import { ask, askHidden, isInteractive } from '../prompt.ts';
import { type Consumer, defaultCallback, readOAuth, type SavedOAuth } from '../saved-oauth.ts';
import { isSame, listen } from './loopback.ts';
import { visit } from './visit.ts';

/** As the command line gives it. */
export interface OAuthGiven {
  readonly token?: boolean | undefined;
  readonly 'client-id'?: string | undefined;
  readonly callback?: string | undefined;
  readonly browser?: boolean | undefined;
}

/**
 * Signs in by OAuth 2.0: in the browser, with PKCE (RFC 8252), or with the access token of an owner-only consumer. The session of
 * `wiki` is afterwards that of whoever allowed it.
 * @throws CliError, OAuthError, and what a call throws
 */
export async function signInByOAuth(
  wiki: Wiki,
  given: OAuthGiven,
  options: Pick<WikiOptions, 'userAgent' | 'onExchange' | 'onWarning'> & { readonly userAgent: string },
): Promise<{ readonly username: string; readonly saved: SavedOAuth }> {
  const { api } = wiki;
  const saved = given.token ? { tokens: { accessToken: await wantToken(api) } } : await allowed(api, given, options);
  const signedIn = createWiki(api, { ...options, bearer: saved.tokens.accessToken });
  const { query } = await signedIn.get('query', { meta: 'userinfo' }, { signal: interrupted }).catch(notTaken);
  const { name: username = '', id = 0 } = query?.userinfo ?? {};
  const session = await signedIn.session.save();
  wiki.session.resume({ ...session, user: { name: username, id }, signedInAt: session.savedAt });
  return { username, saved };
}

async function allowed(api: string, given: OAuthGiven, options: Pick<WikiOptions, 'userAgent' | 'onExchange'>) {
  const consumer = await wantConsumer(api, given);
  const auth = oauth(api, { ...consumer, userAgent: options.userAgent, onExchange: options.onExchange });
  const { url, pending } = await auth.authorize();
  await using back = await listen(
    new URL(consumer.redirectUri),
    ({ searchParams }) => answers(searchParams, pending.state),
    (callback): Promise<OAuthTokens> => auth.finish(callback, pending, { signal: interrupted }),
  );
  return { consumer, tokens: await visit(url, back, given.browser) };
}

/** Whether it is the answer to this authorization: a denial comes without `state`. All else is no business of ours. */
function answers(parameters: URLSearchParams, expected: string): boolean {
  const state = parameters.get('state');
  return state === null ? parameters.has('error') : isSame(state, expected);
}

/** What is not given is that of the last sign-in. */
async function wantConsumer(api: string, given: OAuthGiven): Promise<Consumer> {
  const last = (await readOAuth(api))?.consumer;
  const redirectUri = given.callback ?? last?.redirectUri ?? defaultCallback;
  checkCallback(redirectUri);
  const { host } = new URL(api);
  const fromEnvironment = process.env['MWKIT_CLIENT_SECRET'] || undefined;
  const clientId = given['client-id'] ?? last?.clientId ?? (await wantClientId(host));
  if (fromEnvironment !== undefined) return { clientId, clientSecret: fromEnvironment, redirectUri };
  if (last?.clientId === clientId) return { ...last, redirectUri };
  const message = `Client secret of ${clientId} (empty if it is not confidential)`;
  const clientSecret = isInteractive() ? await askHidden({ message, validate: () => undefined }, '') : '';
  return { clientId, ...(clientSecret && { clientSecret }), redirectUri };
}

function wantClientId(host: string): Promise<string> {
  const placeholder = 'Client application key, from Special:OAuthConsumerRegistration';
  return ask({ message: `Client id on ${host}`, placeholder }, 'Give it with --client-id.');
}

function checkCallback(redirectUri: string): void {
  const { protocol, hostname, hash } = URL.parse(redirectUri) ?? {};
  if (protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname ?? '') && hash === '') return;
  const what = `The browser cannot come back here by the callback URL ${redirectUri}.`;
  throw new CliError('usage', what, `It must be one of this machine, like ${defaultCallback}, and registered so.`);
}

async function wantToken(api: string): Promise<string> {
  const message = `Access token on ${new URL(api).host}`;
  const token = isInteractive()
    ? await askHidden({ message }, '')
    : await text(addAbortSignal(interrupted, process.stdin)).catch((error: unknown) => {
        interrupted.throwIfAborted();
        throw error;
      });
  if (/^[\x21-\x7e]+$/.test(token.trim())) return token.trim();
  const advice = 'The registration of an owner-only consumer showed it. Give it by stdin: ... --token < FILE';
  throw new CliError('usage', 'That is no access token.', advice);
}

function notTaken(error: unknown): never {
  if (!(error instanceof ApiError)) throw error;
  throw new CliError('sign-in-failed', `The wiki does not take this access token [${error.code}].`, error.advice);
}
