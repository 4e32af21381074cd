import { callOnce } from '../action/attempt.ts';
import { requireShape } from '../action/validation.ts';
import { attempts } from '../attempts.ts';
import type { Client } from '../client.ts';
import type { AuthenticationRequest } from '../generated/action.ts';
import { validateAuthManagerInfo } from '../generated/validators/sign-in.ts';
import { firstText, isObject } from '../json.ts';
import type { CallOptions } from '../options.ts';
import { flowModules, type FlowModule } from './flow-modules.ts';
import type { FlowOptions } from './step.ts';

/**
 * What the wiki asks for before a flow, whether it has preserved who the person is (after a RESTART), and in the same request the token that beginning it needs: neither is a read module, so
 * both are open on a private wiki too (API:Authmanagerinfo).
 */
export async function askForm(
  client: Client,
  module: FlowModule,
  { messageFormat, uselang }: FlowOptions,
  options: CallOptions,
): Promise<{ readonly requests: readonly AuthenticationRequest[]; readonly identified: boolean }> {
  const { requestsFor, token: type } = flowModules[module];
  const parameters = new Map([
    ['meta', 'authmanagerinfo|tokens'],
    ['type', type],
    ['amirequestsfor', requestsFor],
    ['amimessageformat', messageFormat ?? 'wikitext'],
    ...(uselang === undefined ? [] : [['uselang', uselang] as const]),
  ]);
  // a link is made by somebody who is signed in
  const assert = module === 'linkaccount';
  if (assert) await client.ensureSignedIn(options.signal);
  const { json } = await attempts(client, 'action=query', false, options, () =>
    callOnce(client, 'query', parameters, {
      info: { method: 'GET', write: false, secret: [] },
      signal: options.signal,
      assert,
    }),
  );
  const { authmanagerinfo, tokens } = isObject(json['query']) ? json['query'] : {};
  const info = requireShape(authmanagerinfo, validateAuthManagerInfo, 'meta=authmanagerinfo');
  const token = isObject(tokens) ? firstText(tokens[`${type}token`]) : undefined;
  if (token !== undefined) client.session.tokens.restore({ [type]: token });
  return { requests: info.requests ?? [], identified: info.hasprimarypreservedstate === true };
}
