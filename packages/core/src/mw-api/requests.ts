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

export function requests(wiki: Wiki, { parameters: defaults }: MwApiOptions): MwApiRequests {
  let running = new AbortController();
  const send = (method: 'get' | 'post', given: LooseParameters, options: CallOptions = {}): Promise<JsonObject> => {
    const { action, formatversion, errorformat, ...parameters } = { ...defaults, ...given };
    const signal = options.signal ? AbortSignal.any([options.signal, running.signal]) : running.signal;
    const sent = { formatversion: formatversion || 1, errorformat: errorformat || 'bc', ...emptied(parameters) };
    return wiki[method]<string>(typeof action === 'string' ? action : 'query', sent, { ...options, signal });
  };
  const get: MwApiRequests['get'] = (parameters, options) => send('get', parameters, options);
  const post: MwApiRequests['post'] = (parameters, options) => send('post', parameters, options);
  const getToken = (type: string) => wiki.session.token(csrfTypes.includes(type) ? 'csrf' : type);
  const badToken = (type: string) => wiki.session.badToken(csrfTypes.includes(type) ? 'csrf' : type);
  const postWithToken: MwApiRequests['postWithToken'] = async (type, parameters, options) => {
    try {
      return await post({ ...parameters, token: await getToken(type) }, options);
    } catch (error) {
      if (!(error instanceof ApiError && error.has('badtoken'))) throw error;
      badToken(type);
      return post({ ...parameters, token: await getToken(type) }, options);
    }
  };
  return {
    get,
    post,
    postWithToken,
    postWithEditToken: (parameters, options) => postWithToken('csrf', parameters, options),
    getToken,
    getEditToken: () => getToken('csrf'),
    badToken,
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
