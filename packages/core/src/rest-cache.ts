import type { Client } from './client.ts';
import type { HttpRequest, HttpResponse } from './http/send.ts';

/** By client: answers to GETs, the one used longest ago first. */
const kept = new WeakMap<Client, Map<string, HttpResponse>>();

/**
 * Sends a request of the REST API. As many answers as the option `restCache` says are kept in memory: one is asked for again with
 * its ETag (RFC 9110, 13.1.2), and used when the wiki says that it still holds (rest-page-bare-if-none-match-304).
 */
export async function sendKept(client: Client, request: HttpRequest, signal?: AbortSignal): Promise<HttpResponse> {
  const { session, options } = client;
  const { restCache = 0 } = options;
  if (restCache === 0 || !mayKeep(request)) return client.send(request, signal);
  const answers = kept.get(client) ?? new Map<string, HttpResponse>();
  kept.set(client, answers);
  // what one user may read another may not
  const key = `${session.generation} ${session.user?.name ?? ''} ${request.url}`;
  const known = answers.get(key);
  const etag = known?.headers.get('etag');
  const headers = { ...request.headers, ...(etag && { 'if-none-match': etag }) };
  const response = await client.send({ ...request, headers }, signal);
  const answer = response.status === 304 && known ? known : response;
  answers.delete(key);
  if (answer.status === 200 && answer.headers.get('etag') !== null) answers.set(key, answer);
  const [oldest] = answers.keys();
  if (oldest !== undefined && answers.size > restCache) answers.delete(oldest);
  return answer;
}

/**
 * Not from a page of another origin, where the header would cost a request of its own (a preflight), more than it saves; and not
 * as the user of another wiki, of whom this session knows nothing.
 */
function mayKeep({ method, headers, cors }: HttpRequest): boolean {
  const near = cors === undefined || cors.rule === 'server' || cors.rule === 'same-origin';
  return method === 'GET' && near && !('authorization' in headers);
}
