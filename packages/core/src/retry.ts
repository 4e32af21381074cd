import { ApiError, HttpError, NetworkError, RestError } from './errors.ts';

/** What to do after a failed attempt. */
export type Recovery =
  /**
   * Wait this long and send again. What the wiki `asked` for is kept; a guess may be cut to what is left of the budget.
   * `shared`: who else is to wait: all calls of the wiki object (`''`), its writes, or those of the same kind.
   */
  | {
      readonly do: 'wait';
      readonly milliseconds: number;
      readonly asked: boolean;
      readonly shared?: Shared | undefined;
    }
  /** The token is outdated: forget it and send again. */
  | { readonly do: 'refetch-token' }
  /** The access token is no good any more: have another one, and send again. */
  | { readonly do: 'refresh-bearer' }
  /** The session has ended: sign in again and send again. */
  | { readonly do: 'renew-session' }
  | { readonly do: 'give-up' };

type Shared = '' | 'write' | 'same';

const giveUp: Recovery = { do: 'give-up' };
const sessionEnded = ['assertuserfailed', 'assertnameduserfailed', 'assertbotfailed'];
/** Extension:OAuth says so of a token that has expired or was revoked, and has done nothing. */
const badBearer = 'mwoauth-invalid-authorization';
/** Read once more after these: the attempt went wrong by accident. Never a write: its outcome is unknown. */
const accidents: readonly unknown[] = ['connection-lost', 'network', 'truncated'];

/**
 * What can be done about a failed attempt, by `spec/errors.yaml`. A write is only repeated where the wiki said that it did not
 * carry it out; one that ended in the middle never is.
 * @param write whether the call changes the wiki
 * @param failures how many attempts have failed, this one included
 */
export function recovery(error: unknown, write: boolean, failures: number): Recovery {
  if (error instanceof ApiError) return fromApi(error, write, failures);
  if (error instanceof RestError) return fromRest(error, write, failures);
  if (error instanceof HttpError || error instanceof NetworkError) {
    if (accidents.includes(error.code)) return !write && failures === 1 ? wait(0.5, failures) : giveUp;
    return error instanceof HttpError ? fromStatus(error.status, error.retryAfter, write, failures) : giveUp;
  }
  return giveUp;
}

function fromApi(error: ApiError, write: boolean, failures: number): Recovery {
  if (error.has('maxlag')) return wait(backoff(failures), failures, error.retryAfter, '');
  if (error.has('readonly')) return wait(backoff(failures), failures, error.retryAfter, 'write');
  // the usual limits count per minute, and the wiki does not say how much of it is left
  if (error.has('ratelimited')) return wait(60, failures, error.retryAfter, 'same');
  if (error.has('badtoken') || missesToken(error)) return { do: 'refetch-token' };
  if (error.has(badBearer)) return { do: 'refresh-bearer' };
  if (sessionEnded.some((code) => error.has(code))) return { do: 'renew-session' };
  if (error.code.startsWith('internal_api_error_') && !write && failures === 1) return wait(0.5, failures);
  return giveUp;
}

/** How wikis before 1.35 say that a token is absent: `notoken`, or with the parameter's prefix. */
function missesToken(error: ApiError): boolean {
  return /^no\w*token$/.test(error.code);
}

function fromRest(error: RestError, write: boolean, failures: number): Recovery {
  if (error.code === badBearer) return { do: 'refresh-bearer' };
  // 1.39 gives a bad token no code at all: 403 and a text (rest-create-bad-token)
  if (error.code === 'rest-badtoken' || (write && error.code === 'http-403')) return { do: 'refetch-token' };
  if (error.status === 429) return wait(60, failures, error.retryAfter, 'same');
  if (error.status === 503) return wait(backoff(failures), failures, error.retryAfter, '');
  return giveUp;
}

function fromStatus(status: number, retryAfter: number | undefined, write: boolean, failures: number): Recovery {
  if (status === 429) return wait(backoff(failures), failures, retryAfter, '');
  // an overloaded server that names a time has not taken the call; without one a write may be through
  if (status === 503 && (!write || retryAfter !== undefined)) return wait(backoff(failures), failures, retryAfter, '');
  if ((status === 502 || status === 504) && !write) return wait(backoff(failures), failures, retryAfter);
  return giveUp;
}

/** 5, 10, 20, 40, 60, 60 ... seconds. */
function backoff(failures: number): number {
  return Math.min(60, 5 * 2 ** (failures - 1));
}

function wait(guess: number, failures: number, asked?: number, shared?: Shared): Recovery {
  // a server that names no time worth the name, again and again, is not asked for ever
  const seconds = asked === undefined || failures > 3 ? Math.max(guess, asked ?? 0) : asked;
  return { do: 'wait', milliseconds: seconds * 1000, asked: asked !== undefined, shared };
}
