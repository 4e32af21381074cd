// What pages seldom need, in one piece that bundlers keep apart: loaded when something of it is first called.
export { askParaminfo } from './action/paraminfo.ts';
export { drive } from './auth/drive.ts';
export { login } from './auth/login.ts';
export { explain } from './explain.ts';
export { callRest } from './rest-call.ts';
