import type { EncodedValue } from './parameters.ts';

/** A body of texts and files (RFC 7578). A Blob without a name is called `blob` by every runtime: PHP knows a file by its having one. */
export function multipart(parameters: readonly (readonly [string, EncodedValue])[]): FormData {
  const form = new FormData();
  for (const [name, value] of parameters) form.append(name, value);
  return form;
}

/** Whether these can go as `application/x-www-form-urlencoded`, and in a URL: a file cannot. */
export function areTexts(parameters: (readonly [string, EncodedValue])[]): parameters is [string, string][] {
  return parameters.every(([, value]) => typeof value === 'string');
}
