/** The fields of a form, by either encoding; none for any other body (login-json-content-type), or a broken one. */
export async function readForm(request: Request): Promise<URLSearchParams> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (request.method !== 'POST') return new URLSearchParams();
  if (type === 'application/x-www-form-urlencoded') return new URLSearchParams(await request.text());
  const fields = new URLSearchParams();
  if (type !== 'multipart/form-data') return fields;
  try {
    for (const [name, value] of await request.formData()) {
      if (typeof value === 'string') fields.append(name, value);
    }
  } catch {
    // Not a form after all: PHP, too, finds no fields in it.
  }
  return fields;
}
