/** Which operation of the spec an exchange belongs to. */
import type { Exchange } from '../exchange.ts';
import { values, type Parameters } from './parameters.ts';
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

/** The identity, or in words what the spec does not know. */
export function identify({ request }: Exchange, sent: Parameters, spec: Spec): Identity | string {
  const { pathname } = new URL(request.url);
  const method = request.method.toUpperCase();
  const route = /\/rest\.php(\/.*)?$/.exec(pathname)?.[1] ?? /\/v1\/(?:page|search)(?:\/.*)?$/.exec(pathname)?.[0];
  if (route !== undefined) return restRoute(route, method, spec);
  if (/\/api(\.php\d?)?(\/.*)?$/.test(pathname)) return actionModule(method, sent, spec);
  return `the spec does not know ${pathname}`;
}

function restRoute(route: string, method: string, spec: Spec): Identity | string {
  const parts = route.split('/').length;
  const onPath = spec.rest.filter(({ path }) => {
    const pattern = path.replaceAll(/\{[^}]+\}/g, '[^/]+');
    return path.split('/').length === parts && new RegExp(`^${pattern}$`).test(route);
  });
  // HEAD is a GET without a body; a method that the route has not is refused by any of its operations.
  const operation = onPath.find((one) => one.method === (method === 'HEAD' ? 'GET' : method)) ?? onPath[0];
  if (!operation) return `the spec does not know the route ${route}`;
  const preflight = operation.method === 'OPTIONS';
  const label = preflight ? 'rest preflight' : `rest.${operation.operationId}`;
  return { api: 'rest', label, operation, messages: [`rest.${operation.operationId}`] };
}

function actionModule(method: string, sent: Parameters, spec: Spec): Identity | string {
  const action = sent['action'] ?? '';
  if (method === 'OPTIONS') {
    const operation = spec.action.find((one) => one.method === 'OPTIONS');
    if (operation) return { api: 'action', label: 'preflight', operation, messages: [] };
  }
  const operation = spec.action.find(({ hints }) => hints.action === action && !hints.submodule);
  if (!operation) return action === '' ? 'the request names no action' : `the spec does not know action=${action}`;
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
