import type { Wiki } from '@mwkit/browser';
import type { Deed } from './code.ts';

/** A call as it was typed. */
export interface Call {
  api: 'action' | 'rest';
  /** A module, e.g. `query`, or a route, e.g. `/v1/page/Main_Page`. */
  target: string;
  /** `auto`: for the Action API, as the module needs. */
  method: 'auto' | 'get' | 'post' | 'put';
  parameters: { name: string; value: string }[];
}

export const methods = { action: ['auto', 'get', 'post'], rest: ['get', 'post', 'put'] } as const;

/** What is often wanted, ready to be sent. */
export const examples: { readonly [name in 'who' | 'edit' | 'rest']: Call } = {
  who: {
    api: 'action',
    target: 'query',
    method: 'auto',
    parameters: [
      { name: 'meta', value: 'userinfo' },
      { name: 'uiprop', value: 'groups|editcount' },
    ],
  },
  edit: {
    api: 'action',
    target: 'edit',
    method: 'auto',
    parameters: [
      { name: 'title', value: 'Sandbox' },
      { name: 'appendtext', value: '* Hello' },
      { name: 'summary', value: 'greeting' },
    ],
  },
  rest: { api: 'rest', target: '/v1/page/Main_Page', method: 'get', parameters: [] },
};

type Named = { readonly [name: string]: string };

const named = ({ parameters }: Call): Named =>
  Object.fromEntries(
    parameters.filter(({ name }) => name.trim() !== '').map(({ name, value }) => [name.trim(), value]),
  );

type Step =
  | { readonly on: 'wiki'; readonly method: 'call' | 'get' | 'post'; readonly parameters: Named }
  | { readonly on: 'wiki.rest'; readonly method: 'get'; readonly parameters: { readonly query?: Named } }
  | { readonly on: 'wiki.rest'; readonly method: 'post' | 'put'; readonly parameters: { readonly body: Named } };

/** Which method of mwkit it is, and with what. */
function stepOf({ api, method }: Call, parameters: Named): Step {
  if (api === 'action')
    return { on: 'wiki', method: method === 'auto' || method === 'put' ? 'call' : method, parameters };
  if (method === 'post' || method === 'put') return { on: 'wiki.rest', method, parameters: { body: parameters } };
  const some = Object.keys(parameters).length > 0;
  return { on: 'wiki.rest', method: 'get', parameters: some ? { query: parameters } : {} };
}

/** @throws what the call throws */
export function send(wiki: Wiki, call: Call): Promise<unknown> {
  const target = call.target.trim();
  const { on, method, parameters } = stepOf(call, named(call));
  if (on === 'wiki') return wiki[method](target, parameters);
  if (method === 'get') return wiki.rest.get(target, parameters);
  return method === 'post' ? wiki.rest.post(target, parameters) : wiki.rest.put(target, parameters);
}

const isSecret = (name: string): boolean => /pass|retype|token|secret/i.test(name);

/** The same as code; what is named like a secret is none of its business. */
export function callDeed(call: Call): Deed {
  const shown = Object.entries(named(call)).map(([name, value]) => [name, isSecret(name) ? '[secret]' : value]);
  const { on, method, parameters } = stepOf(call, Object.fromEntries(shown));
  return { kind: 'call', method: `${on}.${method}`, target: call.target.trim(), parameters };
}
