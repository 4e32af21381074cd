export { createCentralAuth, type CentralAuth } from './central-auth.ts';
export type { Mail } from './auth/mails.ts';
export { createTestWiki, type Interceptor, type TestWiki } from './test-wiki.ts';
export {
  defaults,
  type AnswerOptions,
  type BotPasswordOptions,
  type CaptchaOptions,
  type ExternalLoginOptions,
  type FieldOptions,
  type Limit,
  type PasskeyOptions,
  type PasswordPolicyOptions,
  type QuestionOptions,
  type RequestOptions,
  type TestWikiOptions,
  type UserOptions,
  type Version,
} from './options.ts';
export { recordedExternalLogin, recordedQuestions, recordedWiki } from './recorded-wiki.ts';
export type { RecordedRequest } from './requests.ts';
