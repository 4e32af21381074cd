import { because, headerRefused, type Explanation } from './causes.ts';
import type { Client } from './client.ts';
import type { NetworkError } from './errors.ts';
import { cookiesArrive, isLoopback, probeAction, probeHost, probeRest, probeSession } from './probes.ts';

type FailedRequest = NonNullable<NetworkError['request']>;

/** Browsers send these without asking the wiki first, in the way that calls use them (Fetch standard, CORS-safelisted). */
const safe: readonly string[] = ['accept', 'content-type'];

/** A browser says "Failed to fetch", whatever it was. @param page the page's origin */
export async function explainNetwork(
  client: Client,
  request: FailedRequest,
  page: string,
  signal?: AbortSignal,
): Promise<Explanation> {
  const { rule, headers } = request;
  const url = new URL(request.url);
  if (page.startsWith('https:') && url.protocol === 'http:' && !isLoopback(url))
    return because(client, 'mixed-content');
  if (rule === 'same-origin') return because(client, (await probeHost(client, signal)) ? 'connection' : 'unreachable');

  const asked = headers.filter((name) => !safe.includes(name));
  if (url.href.startsWith(client.rest))
    return rule === 'cookies' ? explainRestAsUser(client, page, asked, signal) : explainRest(client, asked, signal);

  const origin = rule === 'cookies' || rule === 'listed-origin' ? page : '*';
  if (!(await probeAction(client, { origin }, signal))) return explainSilence(client, origin, signal);
  const own = url.searchParams;
  if (rule === 'crossorigin' && own.has('origin')) return because(client, 'origin-mismatch');
  // wikis before 1.44 know no such parameter, and ignore it
  const ofItsOwn = rule !== 'crossorigin' && own.has('crossorigin');
  if (ofItsOwn && !(await probeAction(client, { origin, crossorigin: '1' }, signal)))
    return because(client, 'crossorigin-with-cookies');
  const refused = await findRefused(asked, (names) => probeAction(client, { origin }, signal, names));
  if (refused !== undefined) return headerRefused(client, refused);
  return because(client, isByToken(request, own) ? 'token-refused' : 'connection');
}

/** The page could not read what the Action API answers to this `origin`. */
async function explainSilence(client: Client, origin: string, signal?: AbortSignal): Promise<Explanation> {
  if (origin !== '*' && (await probeAction(client, { origin: '*' }, signal)))
    return because(client, 'origin-not-listed');
  return because(client, (await probeHost(client, signal)) ? 'not-a-wiki' : 'unreachable');
}

/** As nobody, or by a token. */
async function explainRest(client: Client, asked: readonly string[], signal?: AbortSignal): Promise<Explanation> {
  if (!(await probeAction(client, { origin: '*' }, signal))) return explainSilence(client, '*', signal);
  const refused = await explainRestRefusal(client, asked, signal);
  return refused ?? because(client, asked.includes('authorization') ? 'token-refused' : 'connection');
}

/** REST answers a page with cookies only where these are somebody's. */
async function explainRestAsUser(
  client: Client,
  page: string,
  asked: readonly string[],
  signal?: AbortSignal,
): Promise<Explanation> {
  const session = await probeSession(client, signal);
  if (!session) return explainSilence(client, page, signal);
  const refused = await explainRestRefusal(client, asked, signal);
  if (refused) return refused;
  if (!session.signedIn)
    return because(
      client,
      (await cookiesArrive(client, session.loginToken, signal)) ? 'not-signed-in' : 'cookies-blocked',
    );
  const answered = await probeRest(client, signal, [], 'include');
  return because(client, answered ? 'connection' : 'rest-cookies-off');
}

async function explainRestRefusal(
  client: Client,
  asked: readonly string[],
  signal?: AbortSignal,
): Promise<Explanation | undefined> {
  if (await probeRest(client, signal, asked)) return undefined;
  if (asked.length === 0 || !(await probeRest(client, signal))) return because(client, 'rest-cors-off');
  const refused = await findRefused(asked, (names) => probeRest(client, signal, names), false);
  return headerRefused(client, refused ?? asked[0]!);
}

/**
 * The first header that the wiki lets no page of another origin send.
 * @param passes whether a request with these headers is answered
 * @param mayPass whether all of them may be let through, which is asked first
 */
async function findRefused(
  names: readonly string[],
  passes: (names: readonly string[]) => Promise<boolean>,
  mayPass = true,
): Promise<string | undefined> {
  if (names.length === 0 || (mayPass && (await passes(names)))) return undefined;
  // what is left when the others have passed
  for (const name of names.slice(0, -1)) if (!(await passes([name]))) return name;
  return names.at(-1);
}

/** With a token that it does not take, a wiki answers an error that the page cannot read. */
function isByToken({ headers }: FailedRequest, parameters: URLSearchParams): boolean {
  return headers.includes('authorization') || parameters.has('centralauthtoken');
}
