import { toBase64url } from './base64url.ts';
import { jsonObject, readBody } from './body.ts';
import { Refusal } from './refusal.ts';
import { isSecret, Kept, randomSecret } from './kept.ts';
import { spend } from './limits.ts';
import { beginSession, type SessionContents } from './session.ts';
import type { PendingSignIn } from './sign-in.ts';
import { requireApp, type Visit } from './visit.ts';

/** A sign-in that has ended at the wiki, for the page that has asked for it. */
interface Code {
  readonly challenge: string;
  readonly app: string;
  readonly contents: Omit<SessionContents, 'keptAt'>;
}

/** Seconds that a page has to redeem a code. */
const patience = 60;

const keptCode = ({ setup, wiki }: Visit, code: string): Promise<Kept<Code>> =>
  Kept.of(setup.store, 'code', wiki.name, code);

/** @returns the code. It is of use only together with the verifier that the page has kept. */
export async function keepCode(
  visit: Visit,
  { challenge = '', back }: PendingSignIn,
  contents: Code['contents'],
): Promise<string> {
  const code = randomSecret();
  const kept = await keptCode(visit, code);
  await kept.write({ challenge, app: new URL(back).origin, contents }, patience);
  return code;
}

/** POST /NAME/token: a bearer for code and verifier (RFC 7636), once. @throws Refusal `code-refused` */
export async function redeem(visit: Visit): Promise<Response> {
  const app = requireApp(visit);
  await spend(visit);
  const { code, verifier } = jsonObject(await readBody(visit.request, { ...visit.setup.limits, body: 4096 }));
  if (typeof code !== 'string' || !isSecret(code) || typeof verifier !== 'string') throw new Refusal('code-refused');
  const found = await (await keptCode(visit, code)).take();
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  if (!found || found.app !== app || found.challenge !== toBase64url(new Uint8Array(digest)))
    throw new Refusal('code-refused');
  const bearer = await beginSession(visit, found.contents);
  return Response.json({ bearer, user: found.contents.user });
}
