import type { Scenario } from '../scenario.ts';
import { bearer } from './bearer.ts';
import { corsEdits, corsPreflights, corsReads, corsRestAnonymous, corsRestWithCookies } from './cors.ts';
import { edits, refusedEdits } from './edit.ts';
import { errorFormats, formatsAndMethods } from './errors.ts';
import { farm } from './farm.ts';
import { captchaAtEdit, captchaAtLogin, maxlag, readOnly, throttle } from './limits.ts';
import { loginFailures, loginMistakes, loginSuccess } from './login.ts';
import { logouts } from './logout.ts';
import { paraminfo } from './paraminfo.ts';
import { restDevelopmentRoutes, restPages, restWikiRedirects } from './rest-page.ts';
import { restSearch } from './rest-search.ts';
import { restBodies, restCreate, restUpdate } from './rest-write.ts';
import { sessions } from './session.ts';
import { siteinfo } from './siteinfo.ts';
import { temporaryAccounts, temporaryAccountThrottle, temporaryNames } from './temporary-accounts.ts';
import { anonymousTokens } from './tokens.ts';
import { userinfoAfterAccountChanges, userinfoAndAssert } from './userinfo.ts';
import { email, privateWiki, restrictive, sameSite, secondFactor } from './variants.ts';

/** All scenarios: together they make the recordings of a version. Each is played on a new wiki. */
export const scenarios: readonly Scenario[] = [
  anonymousTokens,
  loginSuccess,
  loginFailures,
  loginMistakes,
  userinfoAndAssert,
  userinfoAfterAccountChanges,
  logouts,
  sessions,
  errorFormats,
  formatsAndMethods,
  siteinfo,
  paraminfo,
  edits,
  refusedEdits,
  restPages,
  restWikiRedirects,
  restDevelopmentRoutes,
  restSearch,
  restCreate,
  restUpdate,
  restBodies,
  corsPreflights,
  corsReads,
  corsEdits,
  corsRestWithCookies,
  corsRestAnonymous,
  farm,
  bearer,
  throttle,
  maxlag,
  readOnly,
  captchaAtLogin,
  captchaAtEdit,
  privateWiki,
  restrictive,
  secondFactor,
  email,
  sameSite,
  temporaryAccounts,
  temporaryNames,
  temporaryAccountThrottle,
];
