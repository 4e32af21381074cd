import { literal, rawMessage } from '../action/messages.ts';
import type { ExternalLoginOptions } from './options.ts';
import { hex } from '../random.ts';
import { button } from './core-requests.ts';
import { declaredRequest } from './declared.ts';
import { abstain, fail, type Identity, type Outcome } from './outcome.ts';
import type { Provider, Visit } from './provider.ts';
import { answersTo, type AuthRequest, type Filled } from './request.ts';

/** What the provider sends back through the browser. */
export const codeFor = (user: string): string => btoa(`sub:${user}`);

/** Buttons lead to an identity provider (REDIRECT), which sends the browser back with a code for who it was. */
export function externalLogin(options: ExternalLoginOptions): Provider {
  const { buttonId, metadata } = options;
  const login = button(options.button, rawMessage(options.label), rawMessage(options.help ?? ''), {
    ...(buttonId !== undefined && { id: buttonId }),
    ...(metadata && { metadata }),
  });
  const returned = declaredRequest(options.returns);
  const stateKey = `external ${options.button}`;

  function redirect(visit: Visit, filled: readonly Filled[]): Outcome {
    if (!answersTo(filled, login.id)) return abstain;
    const { state, data, returnUrl } = visit;
    const known = hex(8);
    data.set(stateKey, known);
    const target = new URL(options.authorize, state.origin);
    for (const [name, value] of Object.entries(options.parameters ?? {})) target.searchParams.set(name, value);
    if (options.returnPage !== undefined)
      target.searchParams.set('redirect_uri', `${state.origin}/wiki/${options.returnPage}`);
    target.searchParams.set('state', known);
    if (options.returnPage === undefined) target.searchParams.set('return_to', returnUrl);
    else state.externalReturns.set(known, returnUrl);
    const more = options.redirectData === undefined ? {} : { data: options.redirectData };
    return { status: 'REDIRECT', requests: [returned], target: target.href, ...more };
  }

  /** Who it was to the provider, or the failure. */
  function identify({ data }: Visit, filled: readonly Filled[]): Identity | Outcome {
    const said = (text: string): Outcome => fail(rawMessage(`${options.errorPrefix ?? 'external'}: ${text}`));
    const answers = answersTo(filled, returned.id);
    if (!answers) return said('no return data');
    if (answers['error']) return said(`provider said ${String(answers['error'])}`);
    if (answers['state'] !== data.get(stateKey)) return said('state mismatch');
    const user = decode(String(answers['code']));
    if (user === undefined) return said('bad code');
    return { id: `${options.linkId}:${user}`, provider: options.name, name: user };
  }

  return {
    kind: 'primary',
    links: true,
    requests({ state }, operation, username) {
      if (operation === 'login' || operation === 'create' || operation === 'link') return [login];
      if (operation === 'change' || username === undefined) return [];
      const linked = [...state.links].filter(([id, name]) => name === username && id.startsWith(`${options.linkId}:`));
      return linked.map(([id]) => linkRequest(options, id));
    },
    beginLogin: redirect,
    continueLogin(visit, filled) {
      const identity = identify(visit, filled);
      if ('status' in identity) return identity;
      return { status: 'PASS', username: visit.state.links.get(identity.id), identity };
    },
    beginCreation: (visit, filled) => redirect(visit, filled),
    continueCreation(visit, filled, { name }) {
      const identity = identify(visit, filled);
      return 'status' in identity ? identity : { status: 'PASS', username: name, identity };
    },
    finishCreation({ state }, _, account, identity) {
      if (identity) state.links.set(identity.id, account.name);
    },
    beginLink: (visit, filled) => redirect(visit, filled),
    continueLink(visit, filled, account) {
      const identity = identify(visit, filled);
      if ('status' in identity) return identity;
      visit.state.links.set(identity.id, account.name);
      return { status: 'PASS' };
    },
    remove: ({ state }, id, account) => state.links.get(id) === account.name && state.links.delete(id),
  };
}

const linkRequest = ({ name }: ExternalLoginOptions, id: string): AuthRequest => ({
  id,
  required: 'optional',
  provider: rawMessage(name),
  account: literal(id.slice(id.indexOf(':') + 1)),
  fields: {},
});

function decode(code: string): string | undefined {
  try {
    return /^sub:(\w+)$/u.exec(atob(code))?.[1];
  } catch {
    return undefined;
  }
}
