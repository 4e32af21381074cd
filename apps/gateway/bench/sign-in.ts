import { createHash } from 'node:crypto';
import { randomSecret } from '../src/kept.ts';
import { app } from './calls.ts';
import type { Connections } from './http.ts';

/** Where the gateways say that they lie. They listen elsewhere, as behind a proxy. */
export const origin = 'https://gateway.example';

/** Redirects of a sign-in: to the wiki, through three of its pages, back to the gateway, back to the app. */
const most = 8;

/**
 * Goes through a whole sign-in by OAuth, as a browser with an app does.
 * @param url of the process that answers for the gateway
 * @param wiki the origin of the wiki, at which `user` is signed in and allows everything
 * @returns the bearer
 */
export async function signIn(connections: Connections, url: string, wiki: string, user: string): Promise<string> {
  const verifier = randomSecret();
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  let cookie = '';
  let here = new URL(`/w/sign-in?return=${encodeURIComponent(`${app}/page`)}&challenge=${challenge}`, origin);
  for (let step = 0; here.origin !== app; step++) {
    const atGateway = here.origin === origin;
    const choice = here.pathname.endsWith('/authorize') ? `&user=${encodeURIComponent(user)}` : '';
    const answer = await connections.send((atGateway ? url : wiki) + here.pathname + here.search + choice, {
      headers: atGateway ? { cookie } : {},
    });
    cookie = (atGateway && answer.headers['set-cookie']?.[0]?.split(';')[0]) || cookie;
    const { location } = answer.headers;
    if (location === undefined || step > most)
      throw new Error(`sign-in: ${here.pathname} shows ${answer.status} ${answer.text}`);
    here = new URL(location, here);
  }
  const code = /^#mwkit-code=(.*)/.exec(here.hash)?.[1];
  const { status, text } = await connections.send(`${url}/w/token`, {
    method: 'POST',
    headers: { origin: app, 'content-type': 'application/json' },
    body: JSON.stringify({ code, verifier }),
  });
  if (status !== 200) throw new Error(`sign-in: no bearer, but ${status} ${text}`);
  return (JSON.parse(text) as { bearer: string }).bearer;
}
