import { passAnswer } from './answer.ts';
import { contentTypeOf, readBody } from './body.ts';
import { keepCookies } from './client-login.ts';
import { Refusal } from './refusal.ts';
import { openSession } from './session.ts';
import { requireApp, type Visit } from './visit.ts';
import { WikiCookies } from './wiki-cookies.ts';
import { sendToWiki, wikiHeaders } from './wiki-request.ts';

/** Bytes of a picture, or of an answer that asks for something. */
const most = 1_048_576;
/** An SVG may hold scripts. */
const pictures = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
const isId = (text: string | null): text is string => text !== null && /^\d{1,40}$/.test(text);

/**
 * GET /NAME/captcha?wpCaptchaId=ID: the picture that the wiki has made for this session (Extension:ConfirmEdit, FancyCaptcha). Nothing
 * else of index.php is asked for.
 */
export async function captcha(visit: Visit): Promise<Response> {
  const { url, wiki } = visit;
  requireApp(visit);
  if (wiki.oauth) throw new Refusal('unknown-route');
  const id = url.searchParams.get('wpCaptchaId');
  if (!isId(id) || url.searchParams.size > 1)
    throw new Refusal('parameter-refused', { info: 'The one parameter is `wpCaptchaId`, of digits.' });
  const session = await openSession(visit);
  if (!session) throw new Refusal('session-ended');
  const cookies = new WikiCookies(session.contents.cookies);
  const at = new URL('index.php', wiki.api).href;
  const sent = {
    url: new URL(`${at}?title=Special:Captcha/image&wpCaptchaId=${id}`),
    method: 'GET',
    headers: wikiHeaders(visit),
    body: undefined,
    mayFollow: (to: URL) => isPicture(to, at, id),
  };
  const answer = await sendToWiki(visit, sent, cookies);
  const response = await keepCookies(visit, session, cookies, undefined, answer);
  const type = contentTypeOf(response);
  if (response.status !== 200 || !pictures.includes(type)) {
    response.body?.cancel().catch(() => {});
    throw new Refusal('wiki-answer', { info: 'There is no picture of this captcha, or not any more.' });
  }
  return passAnswer(new Response(await bytesOf(visit, response), { headers: { 'content-type': type } }));
}

/** Wikis in other languages redirect to the name that the page has there: that of its subpage stays the same. */
function isPicture(to: URL, at: string, id: string): boolean {
  const { title = '', wpCaptchaId, ...others } = Object.fromEntries(to.searchParams);
  const isIt = /^[^:/]+:[^:/]+\/image$/.test(title) && wpCaptchaId === id && Object.keys(others).length === 0;
  return to.origin + to.pathname === at && isIt;
}

/** An answer of AuthManager, with the URLs of captchas' pictures at the gateway in place of those at the wiki. */
export async function withPictures(visit: Visit, response: Response): Promise<Response> {
  const { api, name: wiki } = visit.wiki;
  const text = new TextDecoder().decode(await bytesOf(visit, response));
  let found = false;
  const moved = (name: string, value: unknown): unknown => {
    // the value of a field of the form (API:Authmanagerinfo); relative (captcha-fancy-authmanagerinfo-create)
    if (name !== 'value' || typeof value !== 'string' || !value.includes('wpCaptchaId=')) return value;
    const url = URL.canParse(value, api) ? new URL(value, api) : undefined;
    const id = url?.searchParams.get('wpCaptchaId') ?? null;
    if (url?.origin !== new URL(api).origin || !isId(id)) return value;
    found = true;
    return `/${wiki}/captcha?wpCaptchaId=${id}`;
  };
  try {
    const answer: unknown = JSON.parse(text, moved);
    return new Response(found ? JSON.stringify(answer) : text, response);
  } catch {
    // something before the wiki has answered
    return new Response(text, response);
  }
}

/** @throws Refusal `wiki-answer` where it is too large, `wiki-unreachable` where it breaks off */
function bytesOf({ setup }: Visit, response: Response): Promise<Uint8Array<ArrayBuffer>> {
  return readBody(response, { body: most, bodyTime: setup.limits.wikiTime }).catch((error: unknown) => {
    response.body?.cancel().catch(() => {});
    const isLarge = error instanceof Refusal && error.code === 'gateway-too-large';
    throw isLarge ? new Refusal('wiki-answer', { info: 'It is too large.' }) : new Refusal('wiki-unreachable');
  });
}
