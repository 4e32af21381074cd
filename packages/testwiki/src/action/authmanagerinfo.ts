import type { Dialogue } from '../auth/dialogue.ts';
import { passwordId, temporaryPasswordId } from '../auth/core-requests.ts';
import { offer } from '../auth/offer.ts';
import type { Operation } from '../auth/provider.ts';
import type { AuthRequest } from '../auth/request.ts';
import { shownAs, visitOf } from './authmanager.ts';
import { sensitiveOperationStatus } from './credentials.ts';
import type { Call, Module } from './module.ts';
import { boolean, oneOf, string } from './parameters.ts';
import { renderRequests } from './render-requests.ts';
import type { Values } from './values.ts';

/** What may neither be changed nor removed through the API, by default. */
const hidden: Readonly<Record<string, string>> = { change: temporaryPasswordId, remove: passwordId };

function requestsFor(call: Call, asked: string): readonly AuthRequest[] {
  const [, operation] = /^(login|create|link)-continue$/u.exec(asked) ?? [];
  const { auth } = call.session.session;
  const dialogue: Dialogue | undefined = operation === undefined ? undefined : auth[operation as 'login'];
  if (operation !== undefined) return dialogue?.requests ?? [];
  return offer(visitOf(call), asked as Operation).filter(({ id }) => id !== hidden[asked]);
}

function preserved({ session }: Call, asked: string): Record<string, unknown> {
  const { identity, maybeLink = [] } = session.session.auth.preserved ?? {};
  const links = maybeLink.length > 0;
  return {
    haspreservedstate: asked === 'create' ? links || identity !== undefined : asked === 'login' && links,
    hasprimarypreservedstate: asked === 'create' && identity !== undefined,
    preservedusername: '',
  };
}

function execute(call: Call, values: Values): Record<string, unknown> {
  const asked = values.string('requestsfor');
  const { primary } = call.state.providers;
  return {
    canauthenticatenow: call.session.session.provider === 'cookie',
    cancreateaccounts: true,
    canlinkaccounts: primary.some(({ links }) => links),
    ...(values.string('securitysensitiveoperation') !== undefined && {
      securitysensitiveoperationstatus: sensitiveOperationStatus(call),
    }),
    ...(asked !== undefined && {
      ...preserved(call, asked),
      ...renderRequests(requestsFor(call, asked), shownAs(values), call.state.version),
    }),
  };
}

/** https://www.mediawiki.org/wiki/API:Authmanagerinfo */
export const authmanagerinfo: Module = {
  path: 'query+authmanagerinfo',
  classname: 'ApiQueryAuthManagerInfo',
  group: 'meta',
  prefix: 'ami',
  help: ['Authmanagerinfo'],
  parameters: {
    securitysensitiveoperation: string(),
    requestsfor: oneOf('change create create-continue link link-continue login login-continue remove unlink'),
    mergerequestfields: boolean(),
    messageformat: oneOf('html none raw wikitext', { default: 'wikitext' }),
  },
  execute: (call, values) => ({ authmanagerinfo: execute(call, values) }),
};
