import { request as send, type IncomingMessage, type ServerResponse } from 'node:http';

/** Passes a request on to the wiki, so that a page and the wiki have one origin. */
export function proxy(request: IncomingMessage, response: ServerResponse, wiki: string, own: string): void {
  const { method, url = '/', headers } = request;
  const { hostname, port, host } = new URL(wiki);
  const forwarded = { ...headers, host, ...(headers.origin && { origin: wiki }) };
  const passed = send({ hostname, port, method, path: url, headers: forwarded }, (answer) => {
    const { location } = answer.headers;
    if (location) answer.headers.location = location.replace(wiki, own);
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  passed.on('error', () => response.writeHead(502).end('the wiki does not answer'));
  request.pipe(passed);
}
