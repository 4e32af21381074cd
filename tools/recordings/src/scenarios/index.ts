import type { Scenario } from '../scenario.ts';
import { authmanagerinfo } from './authmanagerinfo.ts';
import { bearer } from './bearer.ts';
import { captchaAtCreation, captchaAtEdit, captchaAtLogin, captchaPictures, captchaQuestions } from './captcha.ts';
import { checktoken } from './checktoken.ts';
import { clientlogin, clientloginMistakes, clientloginWithWeakPassword } from './clientlogin.ts';
import { corsRestAnonymous, corsRestWithCookies } from './cors-rest.ts';
import { corsEdits, corsPreflights, corsReads } from './cors.ts';
import { createaccount, createaccountFailures, createaccountMistakes } from './createaccount.ts';
import { credentialChanges, passwordPolicy, validatepassword } from './credentials.ts';
import { edits, refusedEdits } from './edit.ts';
import { emailAtCreation, resetpassword } from './email.ts';
import { errorFormats, formatsAndMethods } from './errors.ts';
import {
  externalCreation,
  externalLogin,
  externalLoginRestart,
  externalLoginRestartContinued,
} from './external-login.ts';
import { questionsAtCreation, questionsAtLogin } from './external-questions.ts';
import { farm } from './farm.ts';
import { maxlag, readOnly, throttle } from './limits.ts';
import { linkaccount, linkAfterRestart } from './linkaccount.ts';
import { loginFailures, loginMistakes, loginSuccess } from './login.ts';
import { logouts } from './logout.ts';
import { noBase, ownConflicts, pageSets } from './pages.ts';
import { paraminfo } from './paraminfo.ts';
import { indexPhp, queries } from './query.ts';
import { restPages, restWikiRedirects } from './rest-page.ts';
import { restHistory, restRevisions } from './rest-revision.ts';
import { restDevelopmentRoutes, restRoutes } from './rest-routes.ts';
import { restSearch } from './rest-search.ts';
import { restTransform } from './rest-transform.ts';
import { restBodies, restCreate, restUpdate } from './rest-write.ts';
import { revisions } from './revisions.ts';
import {
  secondFactor,
  secondFactorByLogin,
  secondFactorCodes,
  secondFactorInterrupted,
  secondFactorRecovery,
  secondFactorThrottle,
} from './second-factor.ts';
import { loginTokens, sessions } from './session.ts';
import { siteinfo } from './siteinfo.ts';
import {
  noTemporaryAccounts,
  temporaryAccounts,
  temporaryAccountThrottle,
  temporaryNames,
} from './temporary-accounts.ts';
import { anonymousTokens } from './tokens.ts';
import { chunkedUploads, noUploads, refusedUploads, uploads, wrongChunks } from './upload.ts';
import { userinfoAndAssert } from './userinfo.ts';
import { privateWiki, rememberAlways, restrictive, sameSite } from './variants.ts';

/** All scenarios: together they make the recordings of a version. Each is played on a new wiki. */
export const scenarios: readonly Scenario[] = [
  anonymousTokens,
  checktoken,
  loginSuccess,
  loginFailures,
  loginMistakes,
  clientlogin,
  clientloginWithWeakPassword,
  clientloginMistakes,
  createaccount,
  createaccountFailures,
  createaccountMistakes,
  authmanagerinfo,
  credentialChanges,
  validatepassword,
  passwordPolicy,
  userinfoAndAssert,
  logouts,
  sessions,
  loginTokens,
  errorFormats,
  formatsAndMethods,
  siteinfo,
  queries,
  indexPhp,
  ownConflicts,
  noBase,
  pageSets,
  paraminfo,
  edits,
  refusedEdits,
  revisions,
  restPages,
  restWikiRedirects,
  restRevisions,
  restHistory,
  restSearch,
  restTransform,
  restRoutes,
  restDevelopmentRoutes,
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
  captchaAtCreation,
  captchaAtLogin,
  captchaQuestions,
  captchaPictures,
  captchaAtEdit,
  secondFactorByLogin,
  secondFactor,
  secondFactorCodes,
  secondFactorThrottle,
  secondFactorInterrupted,
  secondFactorRecovery,
  emailAtCreation,
  resetpassword,
  externalLogin,
  externalLoginRestart,
  externalLoginRestartContinued,
  externalCreation,
  questionsAtLogin,
  questionsAtCreation,
  linkaccount,
  linkAfterRestart,
  privateWiki,
  restrictive,
  rememberAlways,
  sameSite,
  temporaryAccounts,
  temporaryNames,
  temporaryAccountThrottle,
  noTemporaryAccounts,
  uploads,
  refusedUploads,
  chunkedUploads,
  wrongChunks,
  noUploads,
];
