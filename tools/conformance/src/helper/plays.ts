import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Script, Seen } from '../../suite/place.ts';

interface Play {
  readonly script: Map<string, Answer[]>;
  readonly seen: Seen[];
}

/** Answers below `/play/<id>` by scripts that the tests send: POST sets one, GET tells what was asked since. */
export function createPlays(): (
  request: IncomingMessage,
  response: ServerResponse,
  origin: string,
) => Promise<boolean> {
  const plays = new Map<string, Play>();
  return async (request, response, origin) => {
    const { method = '', url = '', headers } = request;
    const [, id = '', path = ''] = /^\/play\/([\w-]+)(.*)$/.exec(url) ?? [];
    if (!id) return false;
    const body = await text(request);
    if (path === '') {
      if (method === 'POST') {
        plays.set(id, {
          script: new Map(
            Object.entries(structuredClone(JSON.parse(body) as Script)).map(([at, answers]) => [at, [...answers]]),
          ),
          seen: [],
        });
        response.writeHead(204).end();
      } else {
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(plays.get(id)?.seen ?? []));
      }
      return true;
    }
    const play = plays.get(id);
    const flat = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    play?.seen.push({ method, origin, path, headers: flat, body });
    const answers = play?.script.get(path.replace(/\?.*/, ''));
    const answer = answers && answers.length > 1 ? answers.shift() : answers?.[0];
    await give(answer ?? { status: 404, body: 'nothing was to be asked here' }, response);
    return true;
  };
}

async function give(answer: Answer, response: ServerResponse): Promise<void> {
  const { status = 200, headers = {}, delay = 0, fault } = answer;
  if (delay > 0) await sleep(delay);
  if (fault === 'hang') return;
  if (fault === 'drop') return void response.socket?.destroy();
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  const body = answer.bytes === undefined ? bodyOf(answer.body) : `"${'x'.repeat(answer.bytes)}"`;
  if (typeof answer.body === 'object' && !response.hasHeader('content-type'))
    response.setHeader('content-type', 'application/json');
  if (fault === undefined) return void response.writeHead(status).end(body);
  response.writeHead(status, { 'content-length': Buffer.byteLength(body) + 1000 });
  response.write(body);
  // what was written must be on its way first
  if (fault === 'cut') setTimeout(() => response.socket?.destroy(), 50);
}

function bodyOf(body: unknown): string {
  if (body === undefined) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
}
