import { passAnswer } from './answer.ts';
import { accessToken, saysBadToken, sendAuthorized } from './authorization.ts';
import { contentTypeOf, readBody } from './body.ts';
import { withPictures } from './captcha.ts';
import { keepCookies } from './client-login.ts';
import { Refusal } from './refusal.ts';
import { type ActionCall, checkModule } from './modules.ts';
import { encodeParameters } from './encode-parameters.ts';
import { readParameters, valueOf, type ActionParameters } from './parameters.ts';
import { openSession, type Session } from './session.ts';
import { audit, requireApp, type Visit } from './visit.ts';
import { WikiCookies } from './wiki-cookies.ts';
import { sendToWiki, wikiHeaders, type WikiRequest } from './wiki-request.ts';

/** A call of the Action API: read, checked, written anew, and sent with what the session holds. */
export async function actionCall(visit: Visit): Promise<Response> {
  const { request, url, wiki } = visit;
  const app = requireApp(visit);
  if (!['GET', 'HEAD', 'POST'].includes(request.method)) throw new Refusal('bad-method');
  const origin = url.searchParams.get('origin');
  if (origin !== null && origin !== '*' && origin !== app) throw new Refusal('origin-refused');
  const session = await openSession(visit);
  const parameters = await readParameters(url, request, await bodyOf(visit, session));
  visit.call = /^[\w+-]{1,40}$/.exec(valueOf(parameters, 'action') ?? '')?.[0] ?? '?';
  const call = checkModule(wiki, parameters);
  if (call.write && session?.contents.user === undefined) throw new Refusal('not-signed-in');
  placeInUrl(parameters, call);
  const response = await send(visit, session, call, wikiRequest(visit, parameters));
  if (call.write) audit(visit, 'write', { status: response.status });
  return passAnswer(response);
}

async function send(
  visit: Visit,
  session: Session | undefined,
  call: ActionCall,
  sent: WikiRequest,
): Promise<Response> {
  if (session?.contents.tokens)
    return sendAuthorized(visit, session, await accessToken(visit, session), sent, saysBadToken);
  if (visit.wiki.oauth) return sendToWiki(visit, sent);
  const cookies = new WikiCookies(session?.contents.cookies);
  const response = await sendToWiki(visit, sent, cookies);
  return keepCookies(visit, session, cookies, call, call.asks ? await withPictures(visit, response) : response);
}

/** Wikis read bodies of POST alone. */
async function bodyOf({ request, setup }: Visit, session: Session | undefined): Promise<Uint8Array<ArrayBuffer>> {
  if (request.method !== 'POST') return new Uint8Array();
  // costly to take apart, and of no use to those who only read
  if (contentTypeOf(request) === 'multipart/form-data' && session?.contents.user === undefined)
    throw new Refusal('not-signed-in');
  return readBody(request, setup.limits);
}

/**
 * What the call is stands in the URL: of a body that is too large for it PHP makes nothing (post_max_size), and without `action` it
 * would be another call. Other formats than JSON are pages, scripts or feeds.
 */
function placeInUrl(parameters: ActionParameters, { action }: ActionCall): void {
  const { query, body } = parameters;
  const format = query.get('format') ?? body.get('format') ?? 'json';
  if (format !== 'json') throw new Refusal('parameter-refused', { info: 'Answers are JSON: leave `format` out.' });
  for (const [name, value] of Object.entries({ action, format })) {
    body.delete(name);
    query.set(name, value);
  }
}

function wikiRequest(visit: Visit, parameters: ActionParameters): WikiRequest {
  const { request, wiki } = visit;
  const { search, type, body } = encodeParameters(parameters);
  const url = new URL(wiki.api);
  const { href } = url;
  url.search = search;
  const headers = wikiHeaders(visit);
  const isPost = request.method === 'POST';
  if (isPost) headers.set('content-type', type);
  const mayFollow = (to: URL) => to.origin + to.pathname === href;
  return { url, method: request.method, headers, body: isPost ? body : undefined, mayFollow };
}
