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

const named = ({ parameters }: Call): { readonly [name: string]: string } =>
  Object.fromEntries(
    parameters.filter(({ name }) => name.trim() !== '').map(({ name, value }) => [name.trim(), value]),
  );

/** @throws what the call throws */
export function send(wiki: Wiki, call: Call): Promise<unknown> {
  const { api, method } = call;
  const [target, parameters] = [call.target.trim(), named(call)];
  if (api === 'action') return wiki[method === 'auto' || method === 'put' ? 'call' : method](target, parameters);
  if (method === 'post') return wiki.rest.post(target, { body: parameters });
  if (method === 'put') return wiki.rest.put(target, { body: parameters });
  return wiki.rest.get(target, { query: parameters });
}

const isSecret = (name: string): boolean => /pass|token|secret/i.test(name);

/** The same as code; what is named like a secret is none of its business. */
export function callDeed(call: Call): Deed {
  const { api, method } = call;
  const parameters = Object.fromEntries(
    Object.entries(named(call)).map(([name, value]) => [name, isSecret(name) ? '[secret]' : value]),
  );
  if (api === 'action') {
    const called = method === 'auto' || method === 'put' ? 'call' : method;
    return { kind: 'call', method: `wiki.${called}`, target: call.target.trim(), parameters };
  }
  const writes = method === 'post' || method === 'put';
  const some = Object.keys(parameters).length > 0;
  return {
    kind: 'call',
    method: `wiki.rest.${writes ? method : 'get'}`,
    target: call.target.trim(),
    parameters: some ? { [writes ? 'body' : 'query']: parameters } : {},
  };
}
