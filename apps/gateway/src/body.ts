import { Refusal } from './refusal.ts';
import type { Limits } from './config.ts';

/**
 * The body of a request, whole: it may have to be sent twice, and what the wiki would make of it must be known before. Or that of an
 * answer.
 * @throws Refusal `too-large`, `too-slow`
 */
export async function readBody(
  request: Pick<Request, 'headers' | 'body'>,
  { body: most, bodyTime }: Pick<Limits, 'body' | 'bodyTime'>,
): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get('content-length')) > most) throw new Refusal('too-large');
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refusal('too-slow')), bodyTime);
  });
  try {
    for (;;) {
      const part = await Promise.race([reader?.read(), late]);
      if (!part || part.done) break;
      length += part.value.byteLength;
      if (length > most) throw new Refusal('too-large');
      chunks.push(part.value);
    }
  } catch (error) {
    reader?.cancel().catch(() => {});
    // who breaks off is as good as one who says no more
    throw error instanceof Refusal ? error : new Refusal('too-slow');
  } finally {
    clearTimeout(timer);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

export const contentTypeOf = ({ headers }: Pick<Request, 'headers'>): string =>
  (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/** A JSON object out of a body. @throws Refusal `parameter-refused` */
export function jsonObject(bytes: Uint8Array): { [name: string]: unknown } {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as { [name: string]: unknown };
  } catch {
    // what JSON.parse says quotes the body
  }
  throw new Refusal('parameter-refused', { info: 'The body is not a JSON object.' });
}
