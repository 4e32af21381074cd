import type { Wiki, WikiOptions, totp } from '@mwkit/core';
import type { OAuth, oauth1, OAuthOptions } from '@mwkit/core/oauth';

/** What a runtime's package gives to its users: all that the suite knows of it. */
export interface Adapter {
  readonly createWiki: (url: string, options: WikiOptions) => Wiki;
  readonly findApi: (
    url: string,
    options: { readonly userAgent: string; readonly timeout?: number },
  ) => Promise<string>;
  readonly totp: typeof totp;
  readonly oauth: (url: string, options: OAuthOptions) => OAuth;
  readonly oauth1: typeof oauth1;
}

/** The runtimes, as they are named in the matrix. */
export type Runtime =
  | 'node-24'
  | 'node-22'
  | 'node-20'
  | 'deno'
  | 'bun'
  | 'workerd'
  | 'workerd-2024'
  | 'chromium'
  | 'firefox';

/** Somebody who can sign in. */
export interface Person {
  readonly name: string;
  readonly password: string;
  /** Of a second factor, in base32. */
  readonly totp?: string;
}

/** What a test may need of a wiki, beside a wiki. */
export type Need =
  /** A bot password with the grants for editing. */
  | 'botPassword'
  /** An account with a password. */
  | 'user'
  /** An account that is asked for a code of its second factor. */
  | 'twoFactor'
  /** An account whose failed sign-ins hurt nobody, on a wiki that throttles after five. */
  | 'throttle'
  /** The button `labopenid` of a pretend identity provider. */
  | 'identityProvider'
  /** Anybody may create accounts, without a captcha. */
  | 'openRegistration'
  /** The wiki takes files, from the `user`. */
  | 'uploads';

/** What the runner tells the suite, as JSON. */
export interface Env {
  readonly runtime: Runtime;
  /** What the runtime must say its version is; empty where it says none. */
  readonly version: string;
  readonly api: string;
  /** By role; `botPassword`, `user`, `twoFactor`, `throttle`. */
  readonly people: { readonly [role in Need]?: Person };
  /** What the wiki does not have, with the reason that a skipped test shows. */
  readonly lacks: { readonly [need in Need]?: string };
  /** Which of the 30 seconds around now the one code of the second factor is of, -4 to 4: each works once. */
  readonly totpWindow: number;
  /** The helper server: `/play` and `/back`. Of the page's own origin in a browser. */
  readonly helper: string;
  /** The same server on another port, by another name, and over TLS with a certificate that the runtime trusts. */
  readonly elsewhere: { readonly port: string; readonly host: string; readonly tls: string };
  /** An URL where nobody listens. */
  readonly refused: string;
  /** Whether the runtime is a browser's page: cookies are the browser's. */
  readonly page: boolean;
  /** Tests that do not run here: a regular expression for `theme > name`, and the reason. */
  readonly skips: readonly { readonly test: string; readonly reason: string }[];
}

export interface TestResult {
  /** `theme > name` */
  readonly name: string;
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly milliseconds: number;
  /** Of a skipped test. */
  readonly reason?: string;
  /** Of a failed one: what was not as it should be. */
  readonly errors: readonly string[];
}
