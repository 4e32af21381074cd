import type { ApiError } from '../action/errors.ts';
import { messageText } from '../action/messages.ts';
import type { State } from '../state.ts';

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
};

/** An error of the REST API; a handler throws it. */
export class RestError extends Error {
  readonly status: number;
  /** Message key; shown as `errorKey` since 1.43. */
  readonly key: string | undefined;
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    key: string | undefined,
    text: string,
    data: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ) {
    super(text);
    this.status = status;
    this.key = key;
    this.text = text;
    this.data = data;
    this.headers = headers;
  }
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } });
}

export function errorResponse(state: State, error: RestError): Response {
  const errorKey = state.version >= '1.43' && error.key !== undefined ? { errorKey: error.key } : {};
  const httpReason = reasons[error.status];
  const text = error.text === '' ? {} : { messageTranslations: { en: error.text } };
  // The limits are beside failureData too, since 1.43: rest-search-limit-out-of-range
  const limits = state.version >= '1.43' && error.key === 'outofrange' ? error.data['failureData'] : {};
  const body = {
    ...error.data,
    ...(limits as object | null),
    ...errorKey,
    ...text,
    httpCode: error.status,
    httpReason,
  };
  return json(body, error.status, error.headers);
}

const statuses: Readonly<Record<string, number>> = {
  articleexists: 409,
  editconflict: 409,
  ratelimited: 429,
  badtoken: 403,
  missingtitle: 404,
};

/** What an error of the edit module becomes; those without a status of their own name their code (rest-create-blocked-is-400). */
export function fromApiError(state: State, error: ApiError): RestError {
  const status = statuses[error.code];
  const text = messageText(error.detail, 'wikitext', state.version);
  return new RestError(
    status ?? 400,
    error.detail.key,
    text,
    status === undefined ? { actionModuleErrorCode: error.code } : {},
  );
}

/** A value of JSON as PHP makes a string of it. */
export const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A parameter or body field that is not as it should be (rest-search-missing-q, rest-body-wrong-type). */
export function invalid(
  name: string,
  value: unknown,
  failureCode: string,
  text: string,
  key: string = failureCode,
  failureData: object | null = null,
): RestError {
  const shown = value === undefined ? null : asText(value);
  const given = { name, value: value === null ? null : shown, failureCode, failureData };
  return new RestError(400, key, text, { error: 'parameter-validation-failed', ...given });
}
