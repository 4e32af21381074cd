import { callOnce } from './action/attempt.ts';
import type { Client } from './client.ts';
import { ApiError, RestError } from './errors.ts';
import { abortable } from './http/wait.ts';
import { isObject, type JsonObject } from './json.ts';

interface Proof {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly until: number;
  /** The wiki refuses bad tokens in REST by itself. */
  forAll: boolean;
  readonly asked: Promise<unknown>;
}

/** Milliseconds that a token is taken for good after the wiki said so. */
const trusted = 60_000;
const proofs = new WeakMap<Client, Proof>();
const read = { method: 'GET', write: false, secret: [] } as const;

/**
 * Before a write by REST with an access token: before 1.45 REST takes one that has expired or was revoked for nobody's, and carries the
 * write out as nobody (T252591). The Action API refuses it, and so is asked: once of a wiki that says it is 1.45 or newer, of others
 * at most once a minute.
 * @throws ApiError `mwoauth-invalid-authorization`, `assertuserfailed`
 */
export async function proveBearer(client: Client, token: string, signal?: AbortSignal): Promise<void> {
  const last = proofs.get(client);
  const good = last && (last.forAll || (last.token === token && last.until > Date.now()));
  await abortable((good ? last : prove(client, token)).asked, signal);
}

function prove(client: Client, token: string): Proof {
  const proof: Proof = { token, until: Date.now() + trusted, forAll: false, asked: ask() };
  async function ask(): Promise<void> {
    try {
      const { json } = await callOnce(client, 'query', new Map([['meta', 'userinfo|siteinfo']]), { info: read });
      proof.forAll = isSince145(json);
    } catch (error) {
      // a page may be allowed REST alone: what cannot be asked is no refusal
      if (!(error instanceof ApiError)) return;
      // the next call asks again
      if (proofs.get(client) === proof) proofs.delete(client);
      throw error;
    }
  }
  proofs.set(client, proof);
  return proof;
}

function isSince145({ query }: JsonObject): boolean {
  const general = isObject(query) && isObject(query['general']) ? query['general'] : {};
  const [, major, minor] = /^MediaWiki (\d+)\.(\d+)/.exec(String(general['generator'])) ?? [];
  return Number(major) > 1 || Number(minor) >= 45;
}

/** Of wiki objects with `home`. */
const homeProofs = new WeakMap<Client, Promise<unknown>>();

/**
 * The same before the first write by REST with tokens of `home`, of which REST thinks likewise in every version.
 * @throws ApiError, and what a call throws
 */
export function proveHome(client: Client, signal?: AbortSignal): Promise<unknown> {
  let proof = homeProofs.get(client);
  if (!proof) {
    proof = callOnce(client, 'query', new Map([['meta', 'userinfo']]), { info: read });
    homeProofs.set(client, proof);
    // the next call asks again
    proof.catch(() => homeProofs.delete(client));
  }
  return abortable(proof, signal);
}

/** What REST refused to nobody, it may have refused because the token is no good: then that is the error. */
export async function whyRefused(client: Client, error: unknown, signal?: AbortSignal): Promise<unknown> {
  if (!(error instanceof RestError) || (error.status !== 401 && error.status !== 403)) return error;
  if (error.code === 'mwoauth-invalid-authorization') return error;
  try {
    await callOnce(client, 'query', new Map([['meta', 'userinfo']]), { info: read, signal });
    return error;
  } catch (found) {
    return found instanceof ApiError ? found : error;
  }
}
