import type { Seen } from './seen.ts';

/** One part of a request or an answer, as it is shown. */
export type Shown =
  | { readonly kind: 'parameters'; readonly parameters: readonly (readonly [string, string])[] }
  | { readonly kind: 'text'; readonly text: string };

const longest = 20_000;

/** The parameters in a URL. */
export const queryOf = ({ url }: Seen): readonly (readonly [string, string])[] => [...new URL(url).searchParams];

/** What a request is for; of `action=query` also what it asks. */
export function purposeOf(exchange: Seen): string {
  const asked = queryOf(exchange).filter(([name]) => name === 'meta' || name === 'prop' || name === 'list');
  const purpose = exchange.purpose.replace(/^(GET|POST|PUT) /, '');
  return [purpose, ...asked.map(([name, value]) => `${name}=${value}`)].join(' ');
}

/** A body as the wiki reads it: parameters, or JSON over lines of its own. */
export function bodyOf(text: string): Shown {
  const json = pretty(text);
  if (json !== undefined) return { kind: 'text', text: cut(json) };
  if (/^[\w.%~*-]+=/.test(text) && !/\s/.test(text))
    return { kind: 'parameters', parameters: [...new URLSearchParams(text)] };
  return { kind: 'text', text: cut(text) };
}

/** Whether the wiki or the network refused. The Action API refuses with status 200 and an error. */
export function isRefused({ status, apiError, received }: Seen): boolean {
  return status === undefined || status >= 400 || apiError !== undefined || /^\{"errors?":/.test(received ?? '');
}

function pretty(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return undefined;
  }
}

const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest)} …` : text);
