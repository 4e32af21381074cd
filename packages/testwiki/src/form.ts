export interface Parts {
  readonly fields: URLSearchParams;
  /** Of a multipart form. */
  readonly files: ReadonlyMap<string, File>;
}

/** A form, by either encoding; nothing of any other body (login-json-content-type), or a broken one. */
export async function readParts(request: Request): Promise<Parts> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  const [fields, files] = [new URLSearchParams(), new Map<string, File>()];
  if (request.method !== 'POST') return { fields, files };
  if (type === 'application/x-www-form-urlencoded') return { fields: new URLSearchParams(await request.text()), files };
  if (type !== 'multipart/form-data') return { fields, files };
  try {
    for (const [name, value] of await request.formData()) {
      if (typeof value === 'string') fields.append(name, value);
      else files.set(name, value);
    }
  } catch {
    // Not a form after all: PHP, too, finds no fields in it.
  }
  return { fields, files };
}

/** The texts of a form. */
export const readForm = async (request: Request): Promise<URLSearchParams> => (await readParts(request)).fields;
