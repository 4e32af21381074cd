import { readParts } from '../form.ts';
import type { State } from '../state.ts';
import type { Input } from './values.ts';

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
  const { fields, files } = await readParts(request);
  return {
    ...readQuery(url.search),
    body: fields,
    files,
    used: new Set(),
    warnings: [],
    limits: {},
    limit: 50,
    version: state.version,
    now: state.clock(),
  };
}

/** Sent, but no module looked at it: names by their place in the request. */
function unused({ query, body, used }: Input): Record<string, string> {
  const names = [...new Set([...query.keys(), ...body.keys()])].entries();
  return Object.fromEntries([...names].filter(([, name]) => !used.has(name)));
}

/** The warning of those (warning-unrecognised-*). */
export function warnOfUnused(input: Input): void {
  const names = unused(input);
  const found = Object.values(names);
  if (found.length === 0) return;
  // 1.39 keeps the places in the request, so that the list is an object (warning-unrecognised-errorformat-raw-fv2).
  const asList = input.version >= '1.43' || Object.keys(names).every((place, i) => place === String(i));
  const message = {
    key: 'apierror-unrecognizedparams',
    params: [{ list: asList ? found : names, type: 'comma' as const }, found.length],
  };
  input.warnings.push({ module: 'main', code: 'unrecognizedparams', message });
}
