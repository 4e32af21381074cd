import type { State } from '../state.ts';
import type { Input } from './values.ts';

const isForm = (type: string): boolean => type === 'application/x-www-form-urlencoded';

/** A body of any other type is not looked at: login-json-content-type. */
async function readBody(request: Request): Promise<URLSearchParams> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (request.method !== 'POST') return new URLSearchParams();
  if (isForm(type)) return new URLSearchParams(await request.text());
  if (type !== 'multipart/form-data') return new URLSearchParams();
  const fields = new URLSearchParams();
  for (const [name, value] of await request.formData()) {
    if (typeof value === 'string') fields.append(name, value);
  }
  return fields;
}

/** What is not UTF-8 is read as Windows-1252, the `fallback8bitEncoding` of siteinfo (error-bad-utf8). */
function readQuery(search: string): { query: URLSearchParams; badUtf8: Map<string, string> } {
  const query = new URLSearchParams(search);
  const badUtf8 = new Map<string, string>();
  for (const pair of search.replace(/^\?/u, '').split('&')) {
    const [name = '', value = ''] = pair.split(/=(.*)/su);
    if (!/%[89a-f]/iu.test(value)) continue;
    try {
      decodeURIComponent(value);
    } catch {
      badUtf8.set(name, value);
      const bytes = value.replace(/%([0-9a-f]{2})/giu, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      );
      query.set(name, bytes.replaceAll('+', ' '));
    }
  }
  return { query, badUtf8 };
}

export async function readInput(state: State, request: Request, url: URL): Promise<Input> {
  const body = await readBody(request);
  return {
    ...readQuery(url.search),
    body,
    used: new Set(),
    warnings: [],
    limits: {},
    limit: 50,
    version: state.version,
    now: state.clock(),
  };
}

/** Sent, but no module looked at it: names by their place in the request. */
export function unused({ query, body, used }: Input): Record<string, string> {
  const names = [...new Set([...query.keys(), ...body.keys()])].entries();
  return Object.fromEntries([...names].filter(([, name]) => !used.has(name)));
}
