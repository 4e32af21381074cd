import { ApiError } from '../action/errors.ts';
import { actorOf } from '../actor.ts';
import { latest } from '../pages.ts';
import { checkEditPermissions, save } from '../save.ts';
import type { SessionHandle } from '../session.ts';
import { isoTime, type State } from '../state.ts';
import { parseTitle, titleKey, wikiUrlencode } from '../title.ts';
import { readBody, type Body } from './body.ts';
import { RestError, json } from './errors.ts';

const cacheControl = (state: State): string =>
  state.version >= '1.43' ? 'private,must-revalidate,s-maxage=0' : 'private, max-age=0, s-maxage=0';

function check(state: State, handle: SessionHandle, body: Body, name: string, creating: boolean) {
  const title = parseTitle(name);
  if (state.readOnly !== null) throw new ApiError('readonly', 'apierror-readonly');
  if (!title) throw new ApiError('invalidtitle', 'apierror-invalidtitle', [name.replaceAll('[', '&#91;')]);
  if (title.ns < 0) throw new ApiError('pagecannotexist', 'apierror-pagecannotexist');
  const page = state.pages.byTitle(title.text);
  if (creating && page) throw new ApiError('articleexists', 'apierror-articleexists');
  if (!creating && page && body.latest === undefined) {
    const text = `The page "${name}" cannot be created since it already exists. To update the existing page, provide the base revision ID in the structure under "latest" key in the request body.`;
    throw new RestError(409, 'rest-update-cannot-create-page', text);
  }
  if (!creating && !page && body.latest !== undefined) throw new ApiError('missingtitle', 'apierror-missingtitle');
  checkEditPermissions(state, actorOf(state, handle.session), title);
  const current = page && latest(page);
  if (current && body.latest !== current.id && current.text !== body.source)
    throw new ApiError('editconflict', 'edit-conflict');
  return { title };
}

/** POST /v1/page creates; PUT /v1/page/{title} does too, or updates if the body names the `latest` revision. */
export async function writePage(
  state: State,
  request: Request,
  handle: SessionHandle,
  segment?: string,
): Promise<Response> {
  const body = await readBody(state, request, handle);
  const { title } = check(state, handle, body, segment ?? body.title, segment === undefined);
  const { source, comment, content_model } = body;
  const model = content_model === undefined ? {} : { contentmodel: content_model };
  const saved = save(state, handle, {
    title,
    text: source,
    comment,
    ...model,
    method: segment === undefined ? 'post' : 'put',
  });
  if ('captcha' in saved) {
    // The captcha itself is not told (captcha-questy-rest-create-page).
    if (state.version < '1.43') throw new RestError(409, undefined, '', { message: 'Failure' });
    throw new RestError(409, 'rest-edit-conflict', 'Edit conflict (Failure)');
  }
  const { page, revision } = saved;
  const key = titleKey(page.title);
  const Location = `${state.origin}${state.scriptPath}/rest.php/v1/page/${wikiUrlencode(page.title).replaceAll('/', '%2F')}`;
  const result = {
    id: page.id,
    title: page.title,
    key,
    latest: { id: revision.id, timestamp: isoTime(revision.timestamp) },
    license: { url: null, title: null },
    content_model: revision.contentmodel,
    source: revision.text,
  };
  const headers = { 'Cache-Control': cacheControl(state), ...(segment === undefined && { Location }) };
  return json(result, saved.before ? 200 : 201, headers);
}
