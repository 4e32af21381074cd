/** A header as sent; one that is sent several times is several pairs. */
export type Header = [name: string, value: string];

/** One HTTP exchange with a wiki: the content of a file in `spec/recordings/<version>/`, which is named for it. */
export interface Exchange {
  name: string;
  wiki: {
    /** MediaWiki's full version, e.g. `1.43.9`. */
    version: string;
    /** The variant of the settings, `plain` for none; several joined by commas. */
    overlay: string;
  };
  /** What the exchange shows, where its name does not say it. */
  note?: string;
  request: {
    method: string;
    /** The wiki's host is `wiki.example`, whatever it was. */
    url: string;
    /** Without Host and Content-Length. */
    headers: Header[];
    body: null | string | { multipart: Record<string, string> };
  };
  response: {
    status: number;
    headers: Header[];
    /** JSON parsed, anything else as text; text above 60 000 characters is cut. */
    body: Json;
  };
}

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The value at a path of keys and indices; undefined where there is none. */
export function at(value: Json | undefined, ...path: (string | number)[]): Json | undefined {
  return path.reduce<Json | undefined>((inner, key) => {
    if (Array.isArray(inner)) return inner[Number(key)];
    return typeof inner === 'object' && inner !== null ? inner[key] : undefined;
  }, value);
}

/** {@link at}, where a text must be. */
export function textAt(value: Json | undefined, ...path: (string | number)[]): string {
  const text = at(value, ...path);
  if (typeof text !== 'string') throw new Error(`no text at ${path.join('.')} of ${JSON.stringify(value)?.slice(0, 300)}`);
  return text;
}

/** The first value of a header, whatever the case of its name. */
export function header(headers: readonly Header[], name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}
