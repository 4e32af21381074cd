import { beginCreation, continueCreation } from '../auth/creation.ts';
import { offer } from '../auth/offer.ts';
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
  checkReturnUrl(values, 'create');
  // A temporary account is signed out first (temp-createaccount-by-temp-then-userinfo).
  if (call.actor().temp) call.session.becomeNobody();
  const visit = visitOf(call, values);
  const wanted = wantedRequests(call, values, 'create');
  if (values.flag('continue')) {
    const asked = call.session.session.auth.create;
    const again = { ...visit, returnUrl: asked?.returnUrl ?? '' };
    return respond(call, values, await continueCreation(again, load(call, asked?.requests ?? [], wanted)));
  }
  const filled = load(call, offer(visit, 'create'), wanted);
  return respond(call, values, await beginCreation(visit, filled, preservedOf(call, values)));
}

/** https://www.mediawiki.org/wiki/API:Account_creation. A PASS does not sign in. */
export const createaccount: Module = {
  path: 'createaccount',
  classname: 'ApiAMCreateAccount',
  group: 'action',
  prefix: 'create',
  help: ['Account_creation'],
  writerights: true,
  mustbeposted: true,
  dynamicparameters: true,
  parameters: dialogueParameters('createaccount'),
  execute: async (call, values) => ({ createaccount: await execute(call, values) }),
};
