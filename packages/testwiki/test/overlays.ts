import { recordedExternalLogin, recordedQuestions, recordedWiki, type TestWikiOptions } from '../src/index.ts';

/** What the settings of a recorded wiki, by the name of their variant, are to a test wiki. */
const variants: Readonly<Record<string, TestWikiOptions>> = {
  private: { private: true },
  readonly: { readOnly: 'Lab is read-only' },
  restrictive: { enableBotPasswords: false, anonymousCreation: false },
  throttle: {
    throttle: { count: 2, seconds: 300 },
    accountCreationThrottle: { count: 1, seconds: 86_400 },
    rateLimit: { ip: { count: 1, seconds: 60 }, user: { count: 2, seconds: 60 } },
  },
  captcha: { captcha: { type: 'simple', badlogin: 2 } },
  'captcha-questy': { captcha: { question: 'What is the capital of <b>France</b>?', answers: ['Paris'], edit: true } },
  'captcha-fancy': { captcha: { type: 'image', answers: ['labword'] } },
  '2fa': { secondFactorThrottle: { count: 3, seconds: 60 } },
  email: { email: true },
  'external-login': { externalLogin: [recordedExternalLogin], questions: recordedQuestions },
  'confirm-link': { confirmLink: true },
  'remember-always': { rememberMe: 'always' },
  tempreset: { passwordPolicy: { minimalLength: 8, forceChange: true } },
  cors: {
    crossSiteAJAXdomains: ['app.example', '*.friend.example', 'localhost:*', '127.0.0.1:*', '*.localhost:*'],
    crossSiteAJAXdomainExceptions: ['bad.friend.example'],
  },
  'cors-rest': { allowCrossOrigin: true, restAllowCrossOriginCookieAuth: true },
  'cors-rest-anon': { allowCrossOrigin: true },
  'rest-dev': { restDevelopmentRoutes: true },
  bearer: {
    bearerTokens: { 'lab-alice': 'Alice' },
    bearerSessionName: 'LabBearer',
    unknownBearerToken: 'nobody',
  },
  samesite: { cookieSecure: true, cookieSameSite: 'None', useSameSiteLegacyCookies: true },
  uploads: { uploads: true },
  tempaccounts: { autoCreateTempUser: true },
};

/** Without Extension:OATHAuth nobody has a second factor. */
const withoutSecondFactor: TestWikiOptions = {
  users: Object.fromEntries(
    Object.entries(recordedWiki.users ?? {}).map(([name, { twoFactor: _, ...user }]) => [name, user]),
  ),
};

export function optionsOf(overlays: readonly string[], settings = ''): TestWikiOptions {
  const throttled = settings.includes('wgTempAccount')
    ? { tempAccountCreationThrottle: { count: 2, seconds: 600 } }
    : {};
  const users = overlays.includes('2fa') ? {} : withoutSecondFactor;
  return Object.assign({}, recordedWiki, users, ...overlays.map((name) => variants[name]), throttled);
}
