import type { Answer, Connections } from './http.ts';

/** The page of the app that all visitors are on. */
export const app = 'https://app.example';

/** One who is signed in at a gateway; or at the wiki itself, with an access token. */
export interface Caller {
  readonly name: string;
  readonly bearer: string;
}

/** Somebody else's answer, or nobody's: what must never come. */
export const mixedUp = 'somebody else';

interface Said {
  readonly query?: { readonly userinfo?: { readonly name: string } };
  readonly edit?: { readonly result: string };
  readonly error?: { readonly code: string };
}

/** Asks the wiki who is signed in. @returns `right` where it is the caller */
export function whoAmI(connections: Connections, api: string, { name, bearer }: Caller): Promise<string> {
  const headers = { origin: app, authorization: `Bearer ${bearer}` };
  return judged(
    () => connections.send(`${api}?action=query&meta=userinfo&formatversion=2&format=json`, { headers }),
    ({ query }) => query?.userinfo && (query.userinfo.name === name ? 'right' : mixedUp),
  );
}

/** Saves a page. @param token csrf. @returns `right` where it was saved */
export function edit(
  connections: Connections,
  api: string,
  { bearer }: Caller,
  page: { readonly title: string; readonly text: string; readonly token: string },
): Promise<string> {
  const headers = {
    origin: app,
    authorization: `Bearer ${bearer}`,
    'content-type': 'application/x-www-form-urlencoded',
  };
  const body = new URLSearchParams({ action: 'edit', format: 'json', formatversion: '2', ...page }).toString();
  return judged(
    () => connections.send(api, { method: 'POST', headers, body }),
    (said) => (said.edit?.result === 'Success' ? 'right' : undefined),
  );
}

/** What a browser asks before a call with a bearer. */
export async function preflight(connections: Connections, api: string): Promise<string> {
  const { status } = await connections.send(`${api}?action=query`, {
    method: 'OPTIONS',
    headers: {
      origin: app,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    },
  });
  return status === 204 ? 'right' : `HTTP ${status}`;
}

async function judged(ask: () => Promise<Answer>, judge: (said: Said) => string | undefined): Promise<string> {
  let answer: Answer;
  try {
    answer = await ask();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'EPIPE' ? 'no connection' : message;
  }
  const { status, text } = answer;
  try {
    const said = JSON.parse(text) as Said;
    return judge(said) ?? `${status} ${said.error?.code ?? 'without an answer'}`;
  } catch {
    return `${status}, not JSON`;
  }
}
