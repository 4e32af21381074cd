import type { LooseParameters, ParameterValue } from '../action/parameters.ts';
import { ApiError } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import type { CallOptions } from '../options.ts';
import type { Wiki } from '../wiki.ts';

/** Options of `mwApi`. */
export interface MwApiOptions {
  /** Parameters of every call, where the call does not say otherwise: `{ formatversion: 2, uselang: 'de' }`. */
  readonly parameters?: LooseParameters;
}

/** Calls and tokens (mw.Api of MediaWiki's resources/src/mediawiki.api). Each throws what a call throws: ApiError, HttpError, NetworkError, UsageError. */
export interface MwApiRequests {
  /** Calls `parameters.action`, or `query`, by GET. Answers are of formatversion 1 unless the parameters say otherwise. */
  get(parameters: LooseParameters, options?: CallOptions): Promise<JsonObject>;
  /** Calls `parameters.action`, or `query`, by POST. A Blob among the parameters is sent as a file. */
  post(parameters: LooseParameters, options?: CallOptions): Promise<JsonObject>;
  /** Posts with `token`, from the tokens of the wiki object or fetched; once more with a new one where the wiki says `badtoken`. */
  postWithToken(type: string, parameters: LooseParameters, options?: CallOptions): Promise<JsonObject>;
  /** `postWithToken` with a csrf token. */
  postWithEditToken(parameters: LooseParameters, options?: CallOptions): Promise<JsonObject>;
  /** A token of this type (`csrf`, `watch`, `rollback`, ...; the types of before 1.24, such as `edit`, are csrf). Fetched once. */
  getToken(type: string): Promise<string>;
  /** A csrf token. */
  getEditToken(): Promise<string>;
  /** Forgets the token of this type: the next `getToken` fetches another. */
  badToken(type: string): void;
  /** Ends every call of this object that is under way; they reject with an `AbortError`. */
  abort(): void;
}

/** What the methods that take several steps are made of. */
export interface MwApiCalls extends MwApiRequests {
  /** These options, for all steps of a call that begins now: `abort` ends it also between two of them. */
  readonly limits: (options?: CallOptions) => CallOptions;
}

/** Types of `action=tokens`, before MediaWiki 1.24 (API:Tokens). */
const csrfTypes: readonly string[] = [
  'edit',
  'delete',
  'protect',
  'move',
  'block',
  'unblock',
  'email',
  'import',
  'options',
];

export function requests(wiki: Wiki, { parameters: defaults }: MwApiOptions): MwApiCalls {
  let running = new AbortController();
  const limits = (options: CallOptions = {}): CallOptions => ({
    ...options,
    signal: options.signal ? AbortSignal.any([options.signal, running.signal]) : running.signal,
  });
  const send = (method: 'get' | 'post', given: LooseParameters, options?: CallOptions): Promise<JsonObject> => {
    const { action, formatversion, errorformat, ...parameters } = { ...defaults, ...given };
    const sent = { formatversion: formatversion || 1, errorformat: errorformat || 'bc', ...emptied(parameters) };
    return wiki[method]<string>(typeof action === 'string' ? action : 'query', sent, limits(options));
  };
  const get: MwApiRequests['get'] = (parameters, options) => send('get', parameters, options);
  const post: MwApiRequests['post'] = (parameters, options) => send('post', parameters, options);
  const getToken = (type: string, options?: CallOptions) =>
    wiki.session.token(csrfTypes.includes(type) ? 'csrf' : type, limits(options));
  const badToken = (type: string) => wiki.session.badToken(csrfTypes.includes(type) ? 'csrf' : type);
  const postWithToken: MwApiRequests['postWithToken'] = async (type, parameters, options) => {
    const within = limits(options);
    const once = async () => post({ ...parameters, token: await getToken(type, within) }, within);
    try {
      return await once();
    } catch (error) {
      if (!(error instanceof ApiError && error.has('badtoken'))) throw error;
      badToken(type);
      return once();
    }
  };
  return {
    get,
    post,
    postWithToken,
    postWithEditToken: (parameters, options) => postWithToken('csrf', parameters, options),
    getToken: (type) => getToken(type),
    getEditToken: () => getToken('csrf'),
    badToken,
    limits,
    abort() {
      running.abort();
      running = new AbortController();
    },
  };
}

/** To mw.Api, and to it only, `null` is an empty text. */
function emptied(parameters: LooseParameters): { [name: string]: ParameterValue } {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, value === null ? '' : value]));
}
