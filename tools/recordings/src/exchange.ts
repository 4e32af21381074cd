/** Recorded exchanges: one HTTP request and its answer, the content of a file in `spec/recordings/<version>/`. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** In the order on the wire; a header that is sent several times is several pairs. */
export type Headers = readonly (readonly [name: string, value: string])[];

/** An exchange as found, by whomever it was recorded: what this project's recorder always writes may be missing. */
export interface Exchange {
  readonly name: string;
  /** The MediaWiki that answered, such as `1.43.9`. */
  readonly wiki?: { readonly version?: string };
  readonly request: { readonly method: string; readonly url: string; readonly headers?: Headers; readonly body?: Json };
  /** A JSON body is stored parsed. */
  readonly response: { readonly status: number; readonly headers?: Headers; readonly body?: Json };
}

/** The first value of a header, whatever the case of its name. */
export const header = (headers: Headers | undefined, name: string): string | undefined =>
  headers?.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];

/** The media type without its parameters; empty if there is none. */
export const mediaType = (headers: Headers | undefined): string =>
  (header(headers, 'content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
