import type { Browser } from './browser.ts';
import type { FreshExchange, Sent } from './recorder.ts';

// Origins, and what overlay `cors` says of them.
export const allowed = 'http://app.example';
export const wildcard = 'https://x.friend.example';
export const exception = 'https://bad.friend.example';
export const evil = 'http://evil.example';

export interface Preflight {
  origin: string;
  /** The parameter `origin`. */
  parameter?: string;
  method?: string;
  headers?: string;
}

/** What a browser asks before a request to another site. */
export function preflight(one: Browser, name: string, path: string, asked: Preflight): Promise<FreshExchange> {
  const { origin, parameter, method = 'POST', headers } = asked;
  const query = { action: 'query', format: 'json', ...(parameter && { origin: parameter }) };
  return one.send(name, {
    method: 'OPTIONS',
    path,
    ...(path.endsWith('/api.php') && { query }),
    headers: {
      Origin: origin,
      'Access-Control-Request-Method': method,
      ...(headers && { 'Access-Control-Request-Headers': headers }),
    },
  });
}

/** A request from a page of another site, with the parameter `origin` in the query or without. */
export const from = (origin: string, parameter?: string): Partial<Sent> => ({
  headers: { Origin: origin },
  ...(parameter && { query: { origin: parameter } }),
});
