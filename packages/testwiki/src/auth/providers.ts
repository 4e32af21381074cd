import type { TestWikiOptions } from '../options.ts';
import { askCaptcha } from './captcha-provider.ts';
import { confirmLink } from './confirm-link.ts';
import { emailCode } from './email-code.ts';
import { externalLogin } from './external-login.ts';
import { localPassword } from './local-password.ts';
import type { Provider } from './provider.ts';
import { questions } from './questions.ts';
import { resetPassword } from './reset-password.ts';
import { secondFactor } from './second-factor.ts';
import { temporaryPassword } from './temporary-password.ts';
import { throttleAttempts } from './throttle-attempts.ts';

export interface Providers {
  readonly before: readonly Provider[];
  readonly primary: readonly Provider[];
  readonly secondary: readonly Provider[];
  readonly confirmsLinks: boolean;
}

/** What a wiki with these options asks, in MediaWiki's order. */
export function createProviders(options: TestWikiOptions): Providers {
  return {
    before: [throttleAttempts, askCaptcha],
    primary: [temporaryPassword, ...(options.externalLogin ?? []).map(externalLogin), localPassword],
    secondary: [
      secondFactor,
      emailCode,
      resetPassword,
      ...(options.confirmLink ? [confirmLink] : []),
      ...(options.questions ?? []).map(questions),
    ],
    confirmsLinks: options.confirmLink === true,
  };
}
