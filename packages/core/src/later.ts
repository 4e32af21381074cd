// What pages seldom need, in one piece that bundlers keep apart: loaded when something of it is first called. In two pieces, what
// both need would be a third.
export { knowsCrossorigin, knowsVisitor } from './access-questions.ts';
export { askParaminfo } from './action/paraminfo.ts';
export { throwErrors } from './action/wiki-errors.ts';
export { accountRequests, changeCredentials, removeCredentials } from './auth/account-calls.ts';
export { drive } from './auth/drive.ts';
export { requireCookies } from './auth/cookies-blocked.ts';
export { logout } from './auth/logout.ts';
export { login } from './auth/login.ts';
export { answersFrom } from './auth/return-url.ts';
export { explain } from './explain.ts';
export { forDisplay, maskTokens } from './http/display.ts';
export { notJson } from './http/not-json.ts';
export { recovery } from './retry.ts';
export { getPreferences, setPreferences } from './preference-calls.ts';
export { callRest } from './rest-call.ts';
export { append, edit } from './page/edit.ts';
export { history } from './page/history.ts';
export { readText } from './page/text.ts';
export { deletePage, move } from './page/write.ts';
export { batches, items } from './query/batches.ts';
export { readPage } from './query/combine.ts';
export { upload } from './upload/upload.ts';
export { watch } from './watch.ts';
