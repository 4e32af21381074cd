export { Wiki, WikiSession } from './wiki.ts';
export { findApi } from './find-api.ts';
export type { CookieJar, Platform, SavedCookie } from './platform.ts';
export type { CallOptions, Credentials, Wait, WikiOptions, WikiWarning } from './options.ts';
export type { SessionSnapshot, SessionUser } from './session.ts';
export type { LoginResult } from './auth/login.ts';
export type { Exchange } from './http/send.ts';
export type { ActionArguments, ActionName, ActionParameters, ActionResult } from './action/types.ts';
export type { LooseParameters, ParameterValue } from './action/parameters.ts';
export type { JsonObject } from './json.ts';
export type { RestArguments, RestMethod, RestParameters, RestResult, RestRoute } from './rest-types.ts';
export type { Rest } from './rest.ts';
export type { Validator } from './generated/validator.ts';
export {
  ApiError,
  HttpError,
  LoginError,
  MwkitError,
  NetworkError,
  RestError,
  UsageError,
  type HttpErrorCode,
  type LoginErrorCode,
  type NetworkErrorCode,
  type UsageErrorCode,
  type WikiError,
} from './errors.ts';
