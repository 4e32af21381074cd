import { passAnswer } from './answer.ts';
import { accessToken, askAboutToken, provenToken, sendAuthorized } from './authorization.ts';
import { keepCookies } from './client-login.ts';
import { contentTypeOf, jsonObject, readBody } from './body.ts';
import { Refusal } from './refusal.ts';
import { isAllowed, restUrl, routeName } from './routes.ts';
import { openSession, type Session } from './session.ts';
import { audit, requireApp, type Visit } from './visit.ts';
import { WikiCookies } from './wiki-cookies.ts';
import { sendToWiki, wikiHeaders, type WikiRequest } from './wiki-request.ts';

/** A call of the REST API: under the routes that are allowed, sent with what the session holds. */
export async function restCall(visit: Visit): Promise<Response> {
  const { request, url, wiki } = visit;
  requireApp(visit);
  const { method } = request;
  if (!['GET', 'HEAD', 'POST', 'PUT', 'DELETE'].includes(method)) throw new Refusal('bad-method');
  const session = await openSession(visit);
  const base = `/${wiki.name}/rest.php`;
  // the router reads escaped letters as what they are
  if (!url.pathname.startsWith(`${base}/`)) throw new Refusal('route-refused');
  const path = url.pathname.slice(base.length);
  visit.call = routeName(method, path);
  const target = restUrl(wiki, path, url.searchParams);
  const write = method !== 'GET' && method !== 'HEAD';
  if (write && session?.contents.user === undefined) throw new Refusal('not-signed-in');
  const headers = wikiHeaders(visit);
  const body = write ? await bodyOf(visit, session, headers) : undefined;
  const mayFollow = (to: URL) => isAllowed(wiki, to);
  const response = await send(visit, session, { url: target, method, headers, body, mayFollow }, write);
  if (write) audit(visit, 'write', { status: response.status });
  return passAnswer(response);
}

async function send(visit: Visit, session: Session | undefined, sent: WikiRequest, write: boolean): Promise<Response> {
  if (!session?.contents.tokens) {
    if (visit.wiki.oauth) return sendToWiki(visit, sent);
    const cookies = new WikiCookies(session?.contents.cookies);
    return keepCookies(visit, session, cookies, undefined, await sendToWiki(visit, sent, cookies));
  }
  const prove = write && session.contents.silentRest;
  const token = await (prove ? provenToken : accessToken)(visit, session);
  // what REST refuses to nobody, it may have refused because the token is no good, unless that was just asked
  return sendAuthorized(visit, session, token, sent, async ({ status }, used) => {
    if (prove || (status !== 401 && status !== 403)) return false;
    return (await askAboutToken(visit, used)) === 'bad';
  });
}

async function bodyOf(visit: Visit, session: Session | undefined, headers: Headers): Promise<WikiRequest['body']> {
  const { request, setup } = visit;
  const bytes = await readBody(request, setup.limits);
  if (bytes.length === 0) return undefined;
  if (contentTypeOf(request) !== 'application/json')
    throw new Refusal('parameter-refused', { info: 'MediaWiki reads bodies of application/json alone.' });
  headers.set('content-type', 'application/json');
  const { token, ...body } = jsonObject(bytes);
  // who calls by cookies sends a csrf token, which REST refuses beside an access token (rest-extraneous-csrf-token)
  try {
    return JSON.stringify(session?.contents.tokens || token === undefined ? body : { ...body, token });
  } catch {
    throw new Refusal('parameter-refused', { info: 'The body is nested too deep.' });
  }
}
