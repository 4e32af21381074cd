import { redirect } from '../rest/redirect.ts';
import type { State } from '../state.ts';
import { allowed, denied, readAuthorization } from './authorize.ts';
import { OAuthError } from './errors.ts';
import type { OAuthStore } from './grants.ts';

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function page(status: number, title: string, body: string): Response {
  const html = `<!DOCTYPE html>\n<html lang="en"><head><meta charset="UTF-8"><title>${title}</title></head><body><h1>${title}</h1>\n${body}</body></html>\n`;
  return new Response(html, { status, headers: { 'Content-Type': 'text/html; charset=UTF-8' } });
}

/** GET oauth2/authorize: to the sign-in, which leads to the approval. What is wrong is told the user alone. */
export function authorize(state: State, store: OAuthStore, url: URL): Response {
  try {
    readAuthorization(store, url.searchParams);
  } catch (error) {
    if (error instanceof OAuthError)
      return page(error.status, 'Error', `<p>${escapeHtml(error.hint ?? error.message)}</p>`);
    throw error;
  }
  const query = new URLSearchParams({
    title: 'Special:UserLogin',
    returnto: 'Special:OAuth/approve',
    returntoquery: url.searchParams.toString(),
  });
  return redirect(307, `${state.origin}${state.scriptPath}/index.php?${query}`);
}

const approval = (state: State, parameters: URLSearchParams): string =>
  `${state.scriptPath}/index.php?${new URLSearchParams([['title', 'Special:OAuth/approve'], ...parameters])}`;

/** In place of the sign-in form, whom there is to choose from; `user=NAME` or `deny=1` in the authorization URL has chosen. */
function chooseUser(state: State, parameters: URLSearchParams): Response {
  if (parameters.has('user') || parameters.has('deny')) return redirect(302, approval(state, parameters));
  const link = (name: string, value: string, text: string): string =>
    `<p><a href="${escapeHtml(approval(state, new URLSearchParams([...parameters, [name, value]])))}">${escapeHtml(text)}</a></p>`;
  const users = state.accounts.all().map(({ name }) => link('user', name, `Allow, as ${name}`));
  return page(200, 'Log in', [...users, link('deny', '1', 'Cancel')].join('\n'));
}

/** Special:UserLogin and Special:OAuth/approve, as far as an authorization comes to them. */
export function approvalPage(state: State, url: URL): Response | undefined {
  const store = state.oauth;
  const { searchParams } = url;
  const title = searchParams.get('title');
  if (!store || url.pathname !== `${state.scriptPath}/index.php`) return undefined;
  if (title === 'Special:UserLogin' && searchParams.get('returnto') === 'Special:OAuth/approve')
    return chooseUser(state, new URLSearchParams(searchParams.get('returntoquery') ?? ''));
  if (title !== 'Special:OAuth/approve') return undefined;
  try {
    const asked = readAuthorization(store, searchParams);
    if (searchParams.has('deny')) return redirect(302, denied(asked));
    const account = state.accounts.byName(searchParams.get('user') ?? '');
    const proposedBy = asked.consumer.registration?.owner;
    if (proposedBy && proposedBy !== account)
      return page(403, 'Error', '<p>The application is not approved yet: only its owner may use it.</p>');
    return account ? redirect(302, allowed(state, store, asked, account)) : page(403, 'Error', '<p>No such user.</p>');
  } catch (error) {
    if (error instanceof OAuthError) return page(error.status, 'Error', `<p>${escapeHtml(error.message)}</p>`);
    throw error;
  }
}
