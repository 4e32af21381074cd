import type { Client } from './client.ts';
import type { CorsRule } from './cors.ts';
import type { HttpRequest, HttpResponse } from './http/send.ts';

/**
 * Answers to GETs of the REST API, in memory, the one used longest ago dropped first. Each is asked for again with its ETag
 * (RFC 9110, 13.1.2), and used when the wiki says that it still holds (rest-page-bare-if-none-match-304).
 */
export class RestCache {
  readonly #answers = new Map<string, HttpResponse>();
  readonly #client: Client;
  readonly #size: number;

  constructor(client: Client, size: number) {
    this.#client = client;
    this.#size = size;
  }

  /** Sends the request, and gives the answer that was kept where it still holds. */
  async send(request: HttpRequest, signal: AbortSignal | undefined): Promise<HttpResponse> {
    if (request.method !== 'GET' || !mayAsk(request.cors?.rule)) return this.#client.send(request, signal);
    const { session } = this.#client;
    // what one user may read another may not
    const key = `${session.generation} ${session.user?.name ?? ''} ${request.url}`;
    const kept = this.#answers.get(key);
    const etag = kept?.headers.get('etag');
    const headers = { ...request.headers, ...(etag && { 'if-none-match': etag }) };
    const response = await this.#client.send({ ...request, headers }, signal);
    const answer = response.status === 304 && kept ? kept : response;
    this.#answers.delete(key);
    if (answer.status === 200 && answer.headers.has('etag')) this.#answers.set(key, answer);
    const [oldest] = this.#answers.keys();
    if (oldest !== undefined && this.#answers.size > this.#size) this.#answers.delete(oldest);
    return answer;
  }
}

/** From a page of another origin the header would cost a request of its own (a preflight), more than it saves. */
const mayAsk = (rule: CorsRule | undefined): boolean =>
  rule === undefined || rule === 'server' || rule === 'same-origin';
