export { createTestWiki, type Interceptor, type TestWiki } from './test-wiki.ts';
export {
  defaults,
  type BotPasswordOptions,
  type CaptchaOptions,
  type Limit,
  type TestWikiOptions,
  type UserOptions,
  type Version,
} from './options.ts';
export { recordedWiki } from './recorded-wiki.ts';
export type { RecordedRequest } from './requests.ts';
