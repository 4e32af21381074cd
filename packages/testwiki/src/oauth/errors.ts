import { json } from '../rest/errors.ts';

/** An error of OAuth (RFC 6749, 5.2), in the shape of the PHP library that Extension:OAuth is built on. */
export class OAuthError extends Error {
  readonly status: number;
  readonly error: string;
  readonly hint: string | undefined;

  constructor(status: number, error: string, description: string, hint?: string) {
    super(description);
    this.status = status;
    this.error = error;
    this.hint = hint;
  }

  /** The text is there twice. Who has shown a secret in Authorization is told to do better there. */
  response(request: Request): Response {
    const { status, error, hint, message } = this;
    const challenged = error === 'invalid_client' && request.headers.has('authorization');
    const body = { error, error_description: message, ...(hint !== undefined && { hint }), message };
    return json(body, status, challenged ? { 'WWW-Authenticate': 'Basic realm="OAuth"' } : {});
  }
}

export const invalidRequest = (hint: string, status = 400): OAuthError =>
  new OAuthError(status, 'invalid_request', 'A parameter of the request is missing, is there twice or is unfit.', hint);

export const invalidClient = (): OAuthError =>
  new OAuthError(401, 'invalid_client', 'The client could not be authenticated.');

/** A refresh token that is no good is 401 invalid_request, where RFC 6749 has 400 invalid_grant. */
export const invalidRefreshToken = (hint: string): OAuthError =>
  new OAuthError(401, 'invalid_request', 'The refresh token is invalid.', hint);

export const invalidScope = (scope: string): OAuthError =>
  new OAuthError(400, 'invalid_scope', 'The requested scope is unknown, or not for this client.', `Check ${scope}`);
