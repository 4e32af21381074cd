export type {
  AnswerOptions,
  CaptchaOptions,
  ExternalLoginOptions,
  FieldOptions,
  PasskeyOptions,
  PasswordPolicyOptions,
  QuestionOptions,
  RequestOptions,
} from './auth/options.ts';
export { createCentralAuth, type CentralAuth } from './central-auth.ts';
export type { Mail } from './auth/mails.ts';
export { createTestWiki, type Interceptor, type TestWiki } from './test-wiki.ts';
export type { TestWikiOAuth } from './oauth/test-hooks.ts';
export type { OwnerOnlyKeys } from './oauth/grants.ts';
export type { OAuthConsumerOptions } from './oauth/options.ts';
export {
  defaults,
  type BotPasswordOptions,
  type Limit,
  type TestWikiOptions,
  type UserOptions,
  type Version,
} from './options.ts';
export { recordedExternalLogin, recordedQuestions, recordedWiki } from './recorded-wiki.ts';
export type { RecordedRequest } from './requests.ts';
