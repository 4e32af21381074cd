import { encodeParameters, type LooseParameters } from '../action/parameters.ts';
import type { Client } from '../client.ts';
import { ApiError, HttpError } from '../errors.ts';
import { abortable } from '../http/wait.ts';
import type { JsonObject } from '../json.ts';
import type { CallOptions } from '../options.ts';
import { batches } from './batches.ts';
import { invalidTitle, Routes } from './route.ts';
import { alsoAsked, learnFrom, learnFromOmission, learnFromRefusal, titleLimit } from './title-limit.ts';

/** One caller, who waits for one page. */
interface Reader {
  readonly title: string;
  readonly signal: AbortSignal | undefined;
  resolve(page: JsonObject): void;
  reject(error: unknown): void;
}

/** The callers who ask the same of different pages. */
interface Group {
  readonly parameters: LooseParameters;
  readonly maxWait: number | undefined;
  readonly readers: Reader[];
}

/** The groups that are not sent yet, by what they ask. */
const waiting = new WeakMap<Client, Map<string, Group>>();

/** These parameters of `prop=revisions` are for one page at a time. */
const single = /^(rv|drv)(limit|startid|endid|start|end|dir|user|excludeuser)$/;

// eslint-disable-next-line no-control-regex -- these are meant
const unsendable = /[\u0000-\u001F\u007F\p{Cs}]/u;

/**
 * What a query tells about one page. Calls of the same moment that ask the same are sent together, each request with as many
 * titles as the wiki allows; each caller gets the page that their title stands for, or the error that concerns it.
 * @throws ApiError `invalidtitle`, and what a call throws
 */
export function readPage(
  client: Client,
  title: string,
  parameters: LooseParameters,
  options: CallOptions = {},
): Promise<JsonObject> {
  const { signal, maxWait } = options;
  const name = title.normalize('NFC');
  // what no title holds, and the wiki would take for a separator, or replace
  if (name === '' || unsendable.test(name)) return Promise.reject(invalidTitle(title));
  const encoded = [...encodeParameters(parameters)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const alone = encoded.some(([parameter]) => single.test(parameter));
  const { readers } = groupOf(client, JSON.stringify([encoded, maxWait, alone && name]), {
    parameters,
    maxWait,
    readers: [],
  });
  const page = new Promise<JsonObject>((resolve, reject) => {
    readers.push({ title: name, signal, resolve, reject });
  });
  // an abort ends the wait of this caller; the request goes on for the others
  return abortable(page, signal);
}

/** The group of this key that is still open, or else this one. */
function groupOf(client: Client, key: string, fresh: Group): Group {
  const groups = waiting.get(client) ?? new Map<string, Group>();
  waiting.set(client, groups);
  const open = groups.get(key);
  if (open) return open;
  groups.set(key, fresh);
  // all that is asked for before the runtime comes back to its events goes together
  setTimeout(() => {
    groups.delete(key);
    void send(client, fresh);
  }, 0);
  return fresh;
}

/** Asks for all pages of a group, one request after the other (API:Etiquette). Never rejects: its callers are told. */
async function send(client: Client, { parameters, maxWait, readers }: Group): Promise<void> {
  if (readers.every(({ signal }) => signal?.aborted)) return;
  try {
    // who we are decides how many titles are allowed
    await client.ensureSignedIn();
  } catch (error) {
    for (const reader of readers) reader.reject(error);
    return;
  }
  const titles = [...new Set(readers.map(({ title }) => title))];
  // parts that turn out too large come again in smaller ones
  const parts: string[][] = [];
  while (titles.length > 0 || parts.length > 0) {
    const part = parts.shift() ?? titles.splice(0, titleLimit(client));
    const theirs = readers.filter(({ title, signal }) => part.includes(title) && !signal?.aborted);
    if (theirs.length === 0) continue;
    try {
      const missed = await ask(client, parameters, maxWait, theirs);
      if (learnFromOmission(client, part.length, missed.length)) titles.unshift(...missed);
      else parts.push(...missed.map((title) => [title]));
    } catch (error) {
      if (error instanceof ApiError && learnFromRefusal(client, error, part.length)) titles.unshift(...part);
      else for (const reader of theirs) reader.reject(error);
    }
  }
}

/** One request, for these callers. @returns the titles that the answer said nothing of */
async function ask(
  client: Client,
  parameters: LooseParameters,
  maxWait: number | undefined,
  readers: readonly Reader[],
): Promise<string[]> {
  const titles = [...new Set(readers.map(({ title }) => title))];
  const also = alsoAsked(client, titles.length);
  const ended = endOfAll(readers);
  try {
    const all = { ...also, ...parameters, titles };
    for await (const { query } of batches(client, all, { maxWait, signal: ended.signal })) {
      const data: JsonObject = query;
      const routes = new Routes(data);
      const missed = readers.filter((reader) => !answer(reader, routes));
      learnFrom(client, data, titles.length);
      // real wikis name every title; one that an answer leaves out is asked for by itself
      if (titles.length > 1) return [...new Set(missed.map(({ title }) => title))];
      for (const reader of missed) reader.reject(unmentioned(reader.title));
      return [];
    }
    throw unmentioned(titles.join(', '));
  } finally {
    ended.forget();
  }
}

/** @returns whether the answer mentions the caller's title */
function answer(reader: Reader, routes: Routes): boolean {
  try {
    const page = routes.page(reader.title);
    if (page) reader.resolve(page);
    return page !== undefined;
  } catch (error) {
    reader.reject(error);
    return true;
  }
}

/** Aborts when every caller has. */
function endOfAll(readers: readonly Reader[]): { readonly signal: AbortSignal; forget(): void } {
  const controller = new AbortController();
  const look = () => {
    if (readers.every(({ signal }) => signal?.aborted)) controller.abort();
  };
  for (const { signal } of readers) signal?.addEventListener('abort', look);
  return {
    signal: controller.signal,
    forget: () => {
      for (const { signal } of readers) signal?.removeEventListener('abort', look);
    },
  };
}

function unmentioned(title: string): HttpError {
  return new HttpError('unexpected-shape', `The wiki's answer says nothing of "${title}".`, 'Ask with `wiki.get`.');
}
