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

export async function readInput(state: State, request: Request, url: URL): Promise<Input> {
  const body = await readBody(request);
  return { query: url.searchParams, body, used: new Set(), warnings: [], limit: 50, version: state.version };
}

/** Sent, but no module looked at it. */
export function unused({ query, body, used }: Input): string[] {
  return [...new Set([...query.keys(), ...body.keys()])].filter((name) => !used.has(name));
}
