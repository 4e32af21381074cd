import type { OAuthConsumerOptions } from './oauth/options.ts';
import type { CentralAuth } from './central-auth.ts';
import type {
  CaptchaOptions,
  ExternalLoginOptions,
  PasskeyOptions,
  PasswordPolicyOptions,
  QuestionOptions,
} from './auth/options.ts';

/**
 * The MediaWiki that a test wiki imitates. `1.16` has the old `action=login` and formatversion 1 only; `1.27` is the first
 * with AuthManager, and answers without `messagecode` and `sensitive`.
 */
export type Version = '1.16' | '1.27' | '1.39' | '1.43' | '1.45';

/** So many attempts in so many seconds. */
export interface Limit {
  readonly count: number;
  readonly seconds: number;
}

/** An account. */
export interface UserOptions {
  readonly password: string;
  /** Groups beside the implicit `*`, `user` and `autoconfirmed`: `bot`, `sysop`, `bureaucrat`, `interface-admin`. */
  readonly groups?: readonly string[];
  /** Rights beside those of the groups. */
  readonly rights?: readonly string[];
  /** Blocked from editing, with this reason. On 1.16 such a user cannot sign in either: result `Blocked`. */
  readonly blocked?: boolean | string;
  readonly email?: string;
  readonly realname?: string;
  /** A second factor is needed, so `action=login` answers `Aborted`: the TOTP secret (base 32), or true if no code is to work. */
  readonly twoFactor?: boolean | string;
  /** Each works once in place of a code; never on 1.39, where a bug forbids it. */
  readonly recoveryCodes?: readonly string[];
  /** A code is mailed at each sign-in, and asked for (Extension:EmailAuth). */
  readonly emailedCode?: boolean;
  /** Of this wiki alone, although it shares accounts with others (`centralAuth`). */
  readonly unattached?: boolean;
  /** Keys for WebAuthn. */
  readonly passkeys?: readonly PasskeyOptions[];
  /** A password that was mailed: it signs in too, and must then be changed. */
  readonly temporaryPassword?: string;
  /** 1.16: an authentication plugin checks this user in this domain (`lgdomain`); what it refuses is `WrongPluginPass`. */
  readonly domain?: string;
  /** 1.16: known to the plugin only, and the address may not create the local account: `CreateBlocked`. */
  readonly createBlocked?: boolean;
}

/** A bot password; its name is `User@app`. */
export interface BotPasswordOptions {
  readonly password: string;
  /** Names as on Special:ListGrants. Default: `basic`, `highvolume`, `editpage`, `createeditmovepage`. */
  readonly grants?: readonly string[];
  /** Addresses that may use it. The client's address is always 127.0.0.1. */
  readonly ips?: readonly string[];
}

/** Everything that can be set. Without any option there are two accounts, one bot password and one page (`defaults`). */
export interface TestWikiOptions {
  /** Default `1.43`. */
  readonly version?: Version;
  /** Default `https://wiki.example`; then answers name the origin they were asked at, wherever the wiki is served. */
  readonly origin?: string;
  /** Default `/w`. */
  readonly scriptPath?: string;
  readonly sitename?: string;
  readonly users?: Readonly<Record<string, UserOptions>>;
  readonly botPasswords?: Readonly<Record<string, BotPasswordOptions>>;
  /** `false`: bot passwords are switched off (`$wgEnableBotPasswords`). */
  readonly enableBotPasswords?: boolean;
  /** Title to wikitext; a list gives one revision for each text. */
  readonly pages?: Readonly<Record<string, string | readonly string[]>>;
  /** Only signed-in users may read or edit. */
  readonly private?: boolean;
  /** The reason: the wiki starts read-only. */
  readonly readOnly?: string;
  /** Bad logins per user (`$wgPasswordAttemptThrottle`). Default 5 in 300 seconds; `false`: none. */
  readonly throttle?: Limit | false;
  /** Edits by one user or, if nobody is signed in, by one address (`$wgRateLimits`). Default: none. */
  readonly rateLimit?: { readonly user?: Limit; readonly ip?: Limit };
  /** Milliseconds since 1970. It dates tokens and revisions, and moves the throttles. Default `Date.now`. */
  readonly clock?: () => number;
  /** Default `wiki`: cookies are `wiki_session`, `wikiUserID`, ... */
  readonly cookiePrefix?: string;
  readonly cookieSecure?: boolean;
  /** 1.45: signed-in sessions have a cookie `sessionJwt` too. Who sends another value than the wiki's is nobody. */
  readonly sessionJwt?: boolean;
  readonly cookieSameSite?: 'None' | 'Lax' | 'Strict';
  /** 1.39: with `SameSite=None`, also send `ss0-` cookies (`$wgUseSameSiteLegacyCookies`). */
  readonly useSameSiteLegacyCookies?: boolean;
  /** 1.16: `false`, and no `Set-Cookie` is sent, so that the client must build the cookies from the answer. */
  readonly sendsCookies?: boolean;
  /** Hosts whose pages may call with `origin=`: host[:port] with `*` and `?` (`$wgCrossSiteAJAXdomains`). */
  readonly crossSiteAJAXdomains?: readonly string[];
  readonly crossSiteAJAXdomainExceptions?: readonly string[];
  /** REST answers carry `Access-Control-Allow-Origin: *`. */
  readonly allowCrossOrigin?: boolean;
  /** Since 1.43: the REST modules that describe the others, and content/v1. */
  readonly restDevelopmentRoutes?: boolean;
  /** REST answers let pages of allowed hosts send cookies. */
  readonly restAllowCrossOriginCookieAuth?: boolean;
  readonly captcha?: CaptchaOptions;
  /** The wiki can mail (`$wgEnableEmail`): new accounts may have an address, passwords are mailed. See `TestWiki.mails`. */
  readonly email?: boolean;
  readonly passwordPolicy?: PasswordPolicyOptions;
  /** New accounts per address (`$wgAccountCreationThrottle`). Default: none. */
  readonly accountCreationThrottle?: Limit;
  /** Files may be uploaded (`$wgEnableUploads`): png, gif, jpg, jpeg and webp. Sizes are read of PNG only. */
  readonly uploads?: boolean;
  /** `false`: only administrators may make accounts. */
  readonly anonymousCreation?: boolean;
  /** `always`: everybody is remembered, and nobody asked (`$wgRememberMe`). */
  readonly rememberMe?: 'choose' | 'always';
  /**
   * Which Extension:OATHAuth: `1.43` has one request for codes and recovery codes; with `1.45` recovery codes and passkeys
   * are factors of their own, and there is one more request to choose among them (`newModule`). Default: that of the wiki's
   * version.
   */
  readonly oathAuth?: '1.43' | '1.45';
  /** Wrong codes per user. Default 10 in 60 seconds. */
  readonly secondFactorThrottle?: Limit;
  readonly externalLogin?: readonly ExternalLoginOptions[];
  /** After RESTART and a sign-in, the identity may be linked. */
  readonly confirmLink?: boolean;
  readonly questions?: readonly QuestionOptions[];
  /** Seconds until credentials may only be changed after a new sign-in (`$wgReauthenticateTime`). Default 3600. */
  readonly reauthenticateTime?: number;
  /** Since 1.43: an edit by nobody creates a temporary account and signs it in (`$wgAutoCreateTempUser`). */
  readonly autoCreateTempUser?: boolean;
  /** Temporary accounts per address (`$wgTempAccountCreationThrottle`). Default 6 in 86400 seconds, in 1.45 also 1 in 600. */
  readonly tempAccountCreationThrottle?: Limit;
  /** Accounts are those of all wikis with the same `createCentralAuth()`, by name. */
  readonly centralAuth?: CentralAuth;
  /**
   * `Authorization: Bearer <token>` acts as this user, as with Extension:OAuth. They are looked up anew in each request: a
   * token that is taken out is revoked. Without this option and `oauthConsumers` the wiki has no such extension, and the header
   * means nothing.
   */
  readonly bearerTokens?: Readonly<Record<string, string>>;
  /**
   * Extension:OAuth, with these consumers by client id (consumer key). Whoever goes through with an authorization is said in its URL:
   * `&user=NAME` allows it, `&deny=1` does not; without either there is a page to choose on.
   */
  readonly oauthConsumers?: Readonly<Record<string, OAuthConsumerOptions>>;
  /**
   * Any other bearer token: `refused` (default) with the error `mwoauth-invalid-authorization`, as Extension:OAuth does (the
   * REST API only since 1.45; before, the call goes on as nobody's); or `nobody`, as with a session provider that takes no
   * notice of what it does not know.
   */
  readonly unknownBearerToken?: 'refused' | 'nobody';
  /** How such sessions are called in messages. Default `OAuth`. */
  readonly bearerSessionName?: string;
}

/**
 * What a wiki without options holds: Alice (password `Alice-password-1`), Robot (a bot, password `Robot-password-1`)
 * with the bot password `Robot@lab` (32 times `b`), and the page "Main Page".
 */
export const defaults: TestWikiOptions = {
  users: {
    Alice: { password: 'Alice-password-1' },
    Robot: { password: 'Robot-password-1', groups: ['bot'] },
  },
  botPasswords: { 'Robot@lab': { password: 'b'.repeat(32) } },
  pages: { 'Main Page': 'Welcome to the test wiki.' },
};
