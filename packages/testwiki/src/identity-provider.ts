import { codeFor } from './auth/external-login.ts';
import type { State } from './state.ts';

function redirect(back: string, answer: Record<string, string>): Response {
  const url = new URL(back);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  return new Response('', { status: 302, headers: { Location: url.href, 'Content-Type': 'text/html; charset=UTF-8' } });
}

/** The page of an identity provider, which lets in whom it is told, and the wiki's page that it returns to, if there is one. */
export function identityProvider({ options, externalReturns, origin }: State, url: URL): Response | undefined {
  const { searchParams } = url;
  const state = searchParams.get('state') ?? '';
  for (const { authorize, user = 'nobody', returnPage } of options.externalLogin ?? []) {
    const page = new URL(authorize, origin);
    const back = searchParams.get('return_to') ?? searchParams.get('redirect_uri');
    if (url.pathname === page.pathname && url.host === page.host && back !== null && URL.canParse(back)) {
      const denied = searchParams.has('deny');
      const answer = denied ? { error: 'access_denied' } : { code: codeFor(searchParams.get('user') ?? user) };
      return redirect(back, { ...answer, state });
    }
    const known = externalReturns.get(state);
    if (returnPage !== undefined && url.pathname === `/wiki/${returnPage}` && known !== undefined) {
      return redirect(known, Object.fromEntries(searchParams));
    }
  }
  return undefined;
}
