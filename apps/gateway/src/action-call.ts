import { passAnswer } from './answer.ts';
import { accessToken, saysBadToken, sendAuthorized } from './authorization.ts';
import { readBody } from './body.ts';
import { keepCookies } from './client-login.ts';
import { Refusal } from './refusal.ts';
import { type ActionCall, checkModule } from './modules.ts';
import { encodeParameters, readParameters, valueOf, type ActionParameters } from './parameters.ts';
import { openSession, type Session } from './session.ts';
import { audit, requireApp, type Visit } from './visit.ts';
import { WikiCookies } from './wiki-cookies.ts';
import { sendToWiki, wikiHeaders, type WikiRequest } from './wiki-request.ts';

/** A call of the Action API: read, checked, written anew, and sent with what the session holds. */
export async function actionCall(visit: Visit): Promise<Response> {
  const { request, url, wiki, setup } = visit;
  const app = requireApp(visit);
  if (!['GET', 'HEAD', 'POST'].includes(request.method)) throw new Refusal('bad-method');
  const origin = url.searchParams.get('origin');
  if (origin !== null && origin !== '*' && origin !== app) throw new Refusal('origin-refused');
  const session = await openSession(visit);
  const parameters = await readParameters(url, request, await readBody(request, setup.limits));
  visit.call = /^[\w+-]{1,40}$/.exec(valueOf(parameters, 'action') ?? '')?.[0] ?? '?';
  const call = checkModule(wiki, parameters);
  if (call.write && session?.contents.user === undefined) throw new Refusal('not-signed-in');
  forceJson(parameters);
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
  return keepCookies(visit, session, cookies, call, await sendToWiki(visit, sent, cookies));
}

/** Other formats are pages, scripts or feeds. */
function forceJson(parameters: ActionParameters): void {
  const format = valueOf(parameters, 'format');
  if (format === undefined) (parameters.query.has('action') ? parameters.query : parameters.body).set('format', 'json');
  else if (format !== 'json') throw new Refusal('parameter-refused', { info: 'Answers are JSON: leave `format` out.' });
}

function wikiRequest(visit: Visit, parameters: ActionParameters): WikiRequest {
  const { request, wiki } = visit;
  const { search, body } = encodeParameters(parameters);
  const url = new URL(wiki.api);
  const { href } = url;
  url.search = search;
  const headers = wikiHeaders(visit);
  const isPost = request.method === 'POST';
  // the boundary of multipart/form-data is the runtime's to name
  if (isPost && typeof body === 'string') headers.set('content-type', 'application/x-www-form-urlencoded');
  const mayFollow = (to: URL) => to.origin + to.pathname === href;
  return { url, method: request.method, headers, body: isPost ? body : undefined, mayFollow };
}
