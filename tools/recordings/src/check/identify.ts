/** Which operation of the spec an exchange belongs to. */
import { header, type Exchange } from '../exchange.ts';
import { values, type Parameters } from './parameters.ts';
import { object } from './recordings.ts';
import type { Operation, Spec } from './spec.ts';

export interface Identity {
  readonly api: 'action' | 'rest';
  /** What to count it under. */
  readonly label: string;
  /** Whose statuses and content types are documented. */
  readonly operation: Operation;
  /** The messages whose `.response` describes the answer; for a query, its own and each submodule's. */
  readonly messages: readonly string[];
}

interface Request {
  readonly method: string;
  readonly sent: Parameters;
  /** The wiki's answer, which tells whether it has what the spec does not know. */
  readonly response: Exchange['response'];
  readonly spec: Spec;
}

/** The identity, or in words what the spec does not know. */
export function identify({ request, response }: Exchange, sent: Parameters, spec: Spec): Identity | string {
  const { pathname } = new URL(request.url);
  const one = { method: request.method.toUpperCase(), sent, response, spec };
  const route =
    /\/rest\.php(?:\/.*)?$/.exec(pathname)?.[0].slice('/rest.php'.length) ??
    /\/v1\/(?:page|search)(?:\/.*)?$/.exec(pathname)?.[0];
  if (route !== undefined) return restRoute(route || '/', one);
  if (/\/api(\.php\d?)?(\/.*)?$/.test(pathname)) return actionModule(one);
  const page = spec.action.find(({ path }) => path === '/index.php' && pathname.endsWith(path));
  return page
    ? { api: 'action', label: 'index.php', operation: page, messages: [] }
    : `the spec does not know ${pathname}`;
}

/** Stands for every path that has none of its own. */
const anyRoute = '/{route}';

function restRoute(route: string, { method, response, spec }: Request): Identity | string {
  const named = spec.rest.filter(({ path }) => path !== anyRoute && matches(path, route)).toSorted(byParameters);
  // what the spec does not know is valid only if the wiki does not either; a preflight may be answered without looking
  const isNone = response.status === 404 || method === 'OPTIONS';
  const onPath = named.length > 0 || !isNone ? named : spec.rest.filter(({ path }) => path === anyRoute);
  // HEAD is a GET without a body; a method that the route has not is refused by any of its operations.
  const operation = onPath.find((one) => one.method === (method === 'HEAD' ? 'GET' : method)) ?? onPath[0];
  if (!operation) return `the spec does not know the route ${route}`;
  const preflight = operation.method === 'OPTIONS';
  const label = preflight ? 'rest preflight' : `rest.${operation.operationId}`;
  return { api: 'rest', label, operation, messages: [`rest.${operation.hints.message ?? operation.operationId}`] };
}

const matches = (path: string, route: string): boolean =>
  new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`).test(route);

/** A path of fixed parts comes before one with parameters. */
const byParameters = (a: Operation, b: Operation): number => a.path.split('{').length - b.path.split('{').length;

/** The wiki has no such module: so says the code, in the body or, where that is not JSON, in the header. */
function isUnknownAction({ headers, body }: Exchange['response']): boolean {
  const { error, errors } = object(body);
  const inBody = [error, ...(Array.isArray(errors) ? errors : [])].map((one) => object(one)['code']);
  return [...inBody, header(headers, 'mediawiki-api-error')].some(
    (code) => code === 'badvalue' || code === 'unknown_action',
  );
}

function actionModule({ method, sent, response, spec }: Request): Identity | string {
  // without an action api.php gives its documentation
  const action = sent['action'] || 'help';
  if (method === 'OPTIONS') {
    const operation = spec.action.find((one) => one.method === 'OPTIONS');
    if (operation) return { api: 'action', label: 'preflight', operation, messages: [] };
  }
  const operation = spec.action.find(({ hints }) => hints.action === action && !hints.submodule);
  if (!operation) {
    const none = spec.action.find(({ operationId }) => operationId === 'noSuchModule');
    if (!none || !isUnknownAction(response)) return `the spec does not know action=${action}`;
    return { api: 'action', label: 'no such module', operation: none, messages: [] };
  }
  if (action !== 'query') return { api: 'action', label: action, operation, messages: [action] };
  return querySubmodules(operation, sent, spec);
}

function querySubmodules(operation: Operation, sent: Parameters, spec: Spec): Identity | string {
  const submodules = ['meta', 'prop', 'list', 'generator'].flatMap((group) =>
    values(sent[group]).map((name) => `${group}=${name}`),
  );
  const known = submodules.map((name) => spec.action.find(({ path }) => path === `/api.php#action=query&${name}`));
  const unknown = submodules.filter((_, index) => !known[index]);
  if (unknown.length > 0) return `the spec does not know action=query&${unknown.join('&')}`;
  const messages = known.map((one) => one?.hints.submodule ?? '');
  const names = messages.map((message) => message.replace('query+', ''));
  return {
    api: 'action',
    label: names.length > 0 ? `query+${names.join('|')}` : 'query',
    operation,
    messages: ['query', ...messages],
  };
}
