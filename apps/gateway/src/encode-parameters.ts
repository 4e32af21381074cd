import type { ActionParameters } from './parameters.ts';

/** Parameters as they are sent on. */
export interface EncodedParameters {
  readonly search: string;
  readonly type: string;
  readonly body: Blob | string;
}

export function encodeParameters({ query, body, isMultipart }: ActionParameters): EncodedParameters {
  const search = new URLSearchParams([...query]).toString();
  if (isMultipart) return { search, ...multipart(body) };
  const fields = new URLSearchParams([...body] as [string, string][]).toString();
  return { search, type: 'application/x-www-form-urlencoded', body: fields };
}

/**
 * As RFC 7578 has it. Of a file nothing but its bytes: what it is called is a parameter of its own (API:Upload), and names in
 * Content-Disposition every reader reads differently. The boundaries of some runtimes could be guessed in time.
 */
function multipart(fields: ActionParameters['body']): Pick<EncodedParameters, 'type' | 'body'> {
  const boundary = crypto.randomUUID();
  const parts: (string | Blob)[] = [];
  for (const [name, value] of fields) {
    const file = typeof value === 'string' ? '' : '; filename="file"';
    parts.push(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`, value, '\r\n');
  }
  parts.push(`--${boundary}--\r\n`);
  return { type: `multipart/form-data; boundary=${boundary}`, body: new Blob(parts) };
}
