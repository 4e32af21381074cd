import { redactor } from './redact.ts';
import type { ExchangeRequest, HttpRequest } from './send.ts';

let count = 0;

/** A request as hooks are told of it. */
export function forDisplay({ method, url, purpose, body, secrets, cors }: HttpRequest): ExchangeRequest {
  const mask = redactor(() => secrets);
  const sent = body && mask(bodyText(body));
  return { id: ++count, method, url: mask(url), purpose, rule: cors?.rule ?? 'server', sent };
}

/** A body as text: of a file no more than how large it is. */
function bodyText(body: string | FormData): string {
  if (typeof body === 'string') return body;
  const texts = [...body].map(([name, value]) => [name, typeof value === 'string' ? value : `[${value.size} bytes]`]);
  return new URLSearchParams(texts).toString();
}

/** Takes out the tokens that an answer gives: by them, and its cookies, one acts as the user. The anonymous token is none. */
export function maskTokens(json: string): string {
  return json.replaceAll(/("\w*token"\s*:\s*")(?!\+\\\\")[^"]+/g, '$1[secret]');
}
