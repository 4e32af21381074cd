import { beginLink, continueLink } from '../auth/linking.ts';
import { offer } from '../auth/offer.ts';
import { fail } from '../auth/outcome.ts';
import { checkReturnUrl, dialogueParameters, load, respond, visitOf, wantedRequests } from './authmanager.ts';
import { checkSensitiveOperation, requireNamed } from './credentials.ts';
import type { Call, Module } from './module.ts';
import type { Values } from './values.ts';

async function execute(call: Call, values: Values): Promise<Record<string, unknown>> {
  const account = requireNamed(call, 'linkaccounts');
  checkReturnUrl(values, 'link');
  const visit = visitOf(call, values);
  // The text is missing in MediaWiki too (linkaccount-not-supported).
  if (!visit.state.providers.primary.some(({ links }) => links))
    return respond(call, values, fail('userlogin-cannot-link'));
  const wanted = wantedRequests(call, values, 'link');
  if (values.flag('continue')) {
    const asked = call.session.session.auth.link;
    const again = { ...visit, returnUrl: asked?.returnUrl ?? '' };
    return respond(call, values, await continueLink(again, load(call, asked?.requests ?? [], wanted), account));
  }
  checkSensitiveOperation(call);
  return respond(call, values, await beginLink(visit, load(call, offer(visit, 'link'), wanted), account));
}

const { preservestate: _, ...parameters } = dialogueParameters('csrf');

/** https://www.mediawiki.org/wiki/API:Linkaccount */
export const linkaccount: Module = {
  path: 'linkaccount',
  classname: 'ApiLinkAccount',
  group: 'action',
  prefix: 'link',
  help: ['Linkaccount'],
  writerights: true,
  mustbeposted: true,
  dynamicparameters: true,
  parameters,
  execute: async (call, values) => ({ linkaccount: await execute(call, values) }),
};
