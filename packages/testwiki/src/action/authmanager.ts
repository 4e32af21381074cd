import type { Preserved } from '../auth/dialogue.ts';
import { loadRequests } from '../auth/load.ts';
import type { Outcome } from '../auth/outcome.ts';
import type { Visit } from '../auth/provider.ts';
import type { AuthRequest, Filled } from '../auth/request.ts';
import { ApiError } from './errors.ts';
import type { Call } from './module.ts';
import { boolean, list, oneOf, string, token, type ParameterTable } from './parameters.ts';
import { messageIn, renderRequests, type Shown } from './render-requests.ts';
import { sent } from './sent.ts';
import type { Values } from './values.ts';

/** What clientlogin, createaccount and linkaccount have in common: https://www.mediawiki.org/wiki/API:Login */
export const dialogueParameters = (tokentype: string): ParameterTable => ({
  requests: list(),
  messageformat: oneOf('html none raw wikitext', { default: 'wikitext' }),
  mergerequestfields: boolean(),
  preservestate: boolean(),
  returnurl: string(),
  continue: boolean(),
  token: token(tokentype),
});

/** @throws ApiError missingparam, badurl_loginreturnurl and the like */
export function checkReturnUrl(values: Values, prefix: 'login' | 'create' | 'link'): void {
  const returnurl = values.string('returnurl');
  if (returnurl === undefined && !values.flag('continue')) {
    const names = { list: [`${prefix}continue`, `${prefix}returnurl`], type: 'comma' as const };
    throw new ApiError('missingparam', 'apierror-missingparam-at-least-one-of', [names, 2]);
  }
  if (returnurl !== undefined && !/^https?:\/\/[^/]/u.test(returnurl)) {
    throw new ApiError(`badurl_${prefix}returnurl`, 'apierror-badurl', [`${prefix}returnurl`, returnurl]);
  }
}

export function visitOf(call: Call, values?: Values): Visit {
  const { state, session: handle } = call;
  const { data } = handle.session.auth;
  return { state, handle, actor: call.actor(), returnUrl: values?.string('returnurl') ?? '', data };
}

/**
 * Which of the requests on offer are filled. Without those that `requests` names, if it is given.
 * @throws ApiError mustpostparams, if something sensitive is in the URL
 */
export function load(call: Call, offered: readonly AuthRequest[], wanted?: readonly string[]): Filled[] {
  const requests = wanted ? offered.filter(({ id }) => wanted.includes(id)) : offered;
  const fields = requests.flatMap((request) => Object.entries(request.fields));
  const exposed = fields.flatMap(([name, { sensitive }]) => (sensitive && call.input.query.has(name) ? [name] : []));
  const values = new Map(fields.map(([name]) => [name, sent(call.input, name)]));
  if (exposed.length > 0) {
    const names = { list: [...new Set(exposed)], type: 'comma' as const };
    throw new ApiError('mustpostparams', 'apierror-mustpostparams', [names, names.list.length]);
  }
  return loadRequests(requests, (name) => values.get(name));
}

/** `requests`, if it was sent at all: nothing is wanted if it is empty (clientlogin-no-loginrequests-empty). */
export const wantedRequests = ({ input }: Call, values: Values, prefix: string): readonly string[] | undefined =>
  input.body.has(`${prefix}requests`) || input.query.has(`${prefix}requests`) ? values.list('requests') : undefined;

/** Takes what the last FAIL or RESTART left, if `preservestate` was sent. */
export function preservedOf({ session }: Call, values: Values): Preserved | undefined {
  return values.flag('preservestate') ? session.session.auth.preserved : undefined;
}

export const shownAs = (values: Values): Shown => ({
  format: (values.string('messageformat') ?? 'wikitext') as Shown['format'],
  merge: values.flag('mergerequestfields'),
});

/** An outcome, as ApiAuthManagerHelper::formatAuthenticationResponse tells it. */
export function respond(call: Call, values: Values, outcome: Outcome, preserved?: Preserved): Record<string, unknown> {
  const { auth } = call.session.session;
  const { version } = call.state;
  const ended = outcome.status === 'FAIL' || outcome.status === 'RESTART';
  if (ended && preserved) auth.preserved = preserved;
  else delete auth.preserved;
  const shown = shownAs(values);
  if (outcome.status === 'ABSTAIN') return {};
  return {
    status: outcome.status,
    ...(outcome.status === 'PASS' && outcome.username !== undefined && { username: outcome.username }),
    ...(outcome.status === 'REDIRECT' && {
      redirecttarget: outcome.target,
      ...(outcome.data !== undefined && { redirectdata: outcome.data }),
    }),
    ...('requests' in outcome && renderRequests(outcome.requests, shown, version)),
    ...('message' in outcome && messageIn(outcome.message, shown, version)),
    ...(ended && { canpreservestate: preserved !== undefined }),
  };
}
