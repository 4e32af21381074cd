/** Replaces secrets in texts that come from elsewhere: the wiki's own messages, a runtime's errors, a page's title. */
export type Redact = (text: string) => string;

/**
 * @param secrets Gives the values that must not appear, nor in their percent-encoded and JSON forms; asked when a text is first looked
 * at, since most answers need none. Values under 4 characters are left alone: they hide nothing and would tear words apart.
 */
export function redactor(secrets: () => Iterable<string>): Redact {
  let forms: readonly string[] | undefined;
  return (text) => {
    forms ??= formsOf(secrets());
    return forms.reduce((result, form) => result.replaceAll(form, '[secret]'), text);
  };
}

function formsOf(secrets: Iterable<string>): string[] {
  const values = new Set<string>();
  for (const secret of secrets) {
    if (secret.length < 4) continue;
    // a token also without its `+\\`, which arrives as anything when it is not encoded right
    values.add(secret.replace(/\+\\$/, ''));
    values.add(JSON.stringify(secret).slice(1, -1));
    values.add(secret);
    values.add(encodeURIComponent(secret));
    values.add(new URLSearchParams({ '': secret }).toString().slice(1));
  }
  // longest first: one secret may hold another
  return [...values].toSorted((a, b) => b.length - a.length);
}

/** The same as a redactor does, for JSON values, deep. Keys are kept. */
export function redactJson(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((item) => redactJson(item, redact));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactJson(item, redact)]));
}
