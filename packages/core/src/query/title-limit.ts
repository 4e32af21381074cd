import type { Client } from '../client.ts';
import type { ApiError } from '../errors.ts';
import { isObject, type JsonObject } from '../json.ts';

/** How many values a parameter may have (API:Data formats): many with the right `apihighlimits`. */
const few = 50;
const many = 500;

/** What was learned of each client, and of which session. */
const learned = new WeakMap<Client, { readonly generation: number; readonly limit: number }>();

function known(client: Client): number | undefined {
  const found = learned.get(client);
  return found?.generation === client.session.generation ? found.limit : undefined;
}

function learn(client: Client, limit: number): void {
  learned.set(client, { generation: client.session.generation, limit });
}

function isSomebody({ session, options, byOAuth }: Client): boolean {
  return session.user !== undefined || byOAuth || options.home !== undefined || options.as === 'user';
}

/**
 * How many titles one request may hold. Of somebody of whom it is not known yet the most is hoped for: who has so much to ask is a
 * bot more often than not, and the wiki refuses what is too much.
 */
export function titleLimit(client: Client): number {
  return known(client) ?? (isSomebody(client) ? many : few);
}

/** What a request of a few titles asks besides, while it is not known yet; it costs no request. */
export function alsoAsked(client: Client, titles: number): { [parameter: string]: string } {
  const ask = known(client) === undefined && isSomebody(client) && titles <= few;
  return ask ? { meta: 'userinfo', uiprop: 'rights' } : {};
}

/** Learns from an answer: by the rights that it names, or because that many titles were let through. */
export function learnFrom(client: Client, query: JsonObject, titles: number): void {
  const rights = isObject(query['userinfo']) ? query['userinfo']['rights'] : undefined;
  if (Array.isArray(rights)) learn(client, rights.includes('apihighlimits') ? many : few);
  else if (titles > few) learn(client, many);
}

/** Learns from a refusal. @returns whether the same titles may pass in smaller parts */
export function learnFromRefusal(client: Client, error: ApiError, titles: number): boolean {
  const refused = error.errors.find(({ code }) => code === 'toomanyvalues');
  if (!refused) return false;
  const { limit = few } = refused.data ?? {};
  if (typeof limit !== 'number' || limit < 1 || limit >= titles) return false;
  learn(client, limit);
  return true;
}

/** Before 1.32 the wiki warns only, and leaves out what is too much. @returns whether it did */
export function learnFromOmission(client: Client, titles: number, missed: number): boolean {
  const cut = missed > 0 && titles > few && titles - missed <= few;
  if (cut) learn(client, few);
  return cut;
}
