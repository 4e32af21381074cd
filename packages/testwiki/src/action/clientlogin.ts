import { beginLogin, continueLogin } from '../auth/login.ts';
import { offer } from '../auth/offer.ts';
import { fail } from '../auth/outcome.ts';
import {
  checkReturnUrl,
  dialogueParameters,
  load,
  preservedOf,
  respond,
  visitOf,
  wantedRequests,
} from './authmanager.ts';
import type { Call, Module } from './module.ts';
import type { Values } from './values.ts';

async function execute(call: Call, values: Values): Promise<Record<string, unknown>> {
  checkReturnUrl(values, 'login');
  // A bot password or bearer token: its session is for one user and no other.
  if (call.session.session.provider !== 'cookie') return respond(call, values, fail('userlogin-cannot-login'));
  const visit = visitOf(call, values);
  const wanted = wantedRequests(call, values, 'login');
  if (values.flag('continue')) {
    const asked = call.session.session.auth.login;
    const again = { ...visit, returnUrl: asked?.returnUrl ?? '' };
    const { outcome, preserved } = await continueLogin(again, load(call, asked?.requests ?? [], wanted));
    return respond(call, values, outcome, preserved);
  }
  const filled = load(call, offer(visit, 'login'), wanted);
  const { outcome, preserved } = await beginLogin(visit, filled, preservedOf(call, values));
  return respond(call, values, outcome, preserved);
}

/** https://www.mediawiki.org/wiki/API:Login */
export const clientlogin: Module = {
  path: 'clientlogin',
  classname: 'ApiClientLogin',
  group: 'action',
  prefix: 'login',
  help: ['Login'],
  writerights: true,
  mustbeposted: true,
  dynamicparameters: true,
  parameters: dialogueParameters('login'),
  execute: async (call, values) => ({ clientlogin: await execute(call, values) }),
};
