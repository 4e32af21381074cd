// What pages seldom need, in one piece that bundlers keep apart: loaded when something of it is first called.
export { knowsCrossorigin, knowsVisitor } from './access-questions.ts';
export { askParaminfo } from './action/paraminfo.ts';
export { throwErrors } from './action/wiki-errors.ts';
export * as accountCalls from './auth/account-calls.ts';
export { drive } from './auth/drive.ts';
export { requireCookies } from './auth/cookies-blocked.ts';
export { logout } from './auth/logout.ts';
export { login } from './auth/login.ts';
export { answersFrom } from './auth/return-url.ts';
export { explain } from './explain.ts';
export { forDisplay, maskTokens } from './http/display.ts';
export { notJson } from './http/not-json.ts';
export { recovery } from './retry.ts';
export { callRest } from './rest-call.ts';
