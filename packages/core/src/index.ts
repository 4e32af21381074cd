export { Wiki, WikiSession } from './wiki.ts';
export { findApi } from './find-api.ts';
export type { AuthenticationField, AuthenticationRequest, AuthManagerInfo, AuthResponse } from './generated/action.ts';
export type { Cause, Explanation } from './causes.ts';
export type { CorsRule } from './cors.ts';
export type { Answered, CookieJar, Platform, SavedCookie } from './platform.ts';
export type { TokenSource } from './token-source.ts';
export type { RequestSigner, SignableRequest, SignedRequest } from './request-signer.ts';
export type { CallOptions, Credentials, Retry, Wait, WikiOptions, WikiWarning } from './options.ts';
export type { SessionSnapshot, SessionUser } from './session.ts';
export {
  type Lock,
  sharedSession,
  type SessionStore,
  storageSession,
  textStore,
  type TextStorage,
} from './session-store.ts';
export { type Lease, leaseLock, type LeaseOptions } from './session-lock.ts';
export { type Redis, redisLock, redisSession } from './redis-session.ts';
export { Query } from './query/query.ts';
export type {
  Continuation,
  PageOf,
  QueryBatch,
  QueryData,
  QueryLists,
  QueryOptions,
  QueryPage,
  QueryParameters,
} from './query/types.ts';
export { Page, type PageParameters } from './page/page.ts';
export type {
  DeleteOptions,
  DeleteResult,
  EditOptions,
  EditSuccess,
  MoveOptions,
  MoveResult,
  PageState,
  SaveOptions,
  Transform,
} from './page/types.ts';
export { type Preference, Preferences } from './preferences.ts';
export type {
  UploadDone,
  UploadFile,
  UploadOptions,
  UploadOutcome,
  UploadProgress,
  UploadState,
  UploadWarned,
  UploadWarnings,
} from './upload/types.ts';
export type { WatchOptions, WatchResult } from './watch.ts';
export type { LoginResult } from './auth/login.ts';
export { Account, type AccountOptions } from './auth/account.ts';
export { totp } from './auth/totp.ts';
export { type Assertion, credentialAnswer, publicKeyRequest, type PublicKeyRequest } from './auth/webauthn.ts';
export { centralAuthSession, type SisterWiki } from './central-auth-cookies.ts';
export { seal, unseal } from './seal.ts';
export { AuthFlow } from './auth/flow.ts';
export type { AuthStep, FlowOptions } from './auth/step.ts';
export type { FlowModule } from './auth/flow-modules.ts';
export type { FlowSnapshot } from './auth/flow-snapshot.ts';
export type { FlowHandlers } from './auth/drive.ts';
export type { Answers } from './auth/fields.ts';
export type { AuthForm, FormField, FormRequest } from './auth/form.ts';
export type { Captcha } from './auth/captcha.ts';
export type { Exchange, ExchangeRequest } from './http/send.ts';
export type {
  ActionArguments,
  ActionName,
  ActionParameters,
  ActionResult,
  AnyAction,
  ReadAction,
} from './action/types.ts';
export type { LooseParameters, ParameterValue } from './action/parameters.ts';
export type { JsonObject } from './json.ts';
export type { AnyRoute, RestArguments, RestMethod, RestParameters, RestResult, RestRoute } from './rest-types.ts';
export type { Rest } from './rest.ts';
export type { AnyWiki, WikiTypes } from './wiki-types.ts';
export type { Validator } from './generated/validator.ts';
export {
  ApiError,
  FlowError,
  FormError,
  HttpError,
  LoginError,
  MwkitError,
  NetworkError,
  RestError,
  UsageError,
  type FlowErrorCode,
  type FormErrorCode,
  type HttpErrorCode,
  type LoginErrorCode,
  type NetworkErrorCode,
  type SentRequest,
  type UsageErrorCode,
  type WikiError,
} from './errors.ts';
