/** Is an answer what the spec says: its status, its content type, its body? */
import { mediaType, type Exchange, type Json } from '../exchange.ts';
import type { Identity } from './identify.ts';
import { actionJsonFault, restJsonFault } from './json.ts';
import type { Parameters } from './parameters.ts';
import type { Schema, Spec } from './spec.ts';
import { fault } from './validate.ts';

/** A recorded exchange, and what is known of it. */
export interface Case {
  readonly exchange: Exchange;
  readonly sent: Parameters;
  readonly identity: Identity;
  readonly spec: Spec;
}

/** What is wrong with the answer, or undefined. */
export function responseFault(one: Case): string | undefined {
  const { exchange, identity, spec } = one;
  const { status, headers } = exchange.response;
  const body = exchange.response.body ?? '';
  const { operationId, responses } = identity.operation;
  const documented = responses[status] ?? responses[`${Math.floor(status / 100)}XX`];
  if (!documented) return `HTTP ${status} is not documented for ${operationId}`;
  const content = (documented['content'] ?? {}) as { [type: string]: Schema };
  const method = exchange.request.method.toUpperCase();
  const isEmpty = method === 'HEAD' || (method === 'OPTIONS' && status < 300) || Object.keys(content).length === 0;
  if (isEmpty && body !== '') return `HTTP ${status} has a body`;
  if (isEmpty && method !== 'HEAD') return undefined;
  const type = mediaType(headers);
  const described = content[type]?.['schema'] as Schema | undefined;
  if (isEmpty && (described || type === '')) return undefined;
  if (!described) return `HTTP ${status} with ${type || 'no content type'} is not documented for ${operationId}`;
  const components = { components: spec.components[identity.api] };
  if (type === 'application/json') {
    if (identity.api === 'rest') return restJsonFault(one, parsed(body));
    return actionJsonFault(one, parsed(body), { ...described, ...components });
  }
  const wrong = fault({ ...described, ...components }, body);
  if (wrong || type !== 'text/javascript') return wrong;
  return actionJsonFault(one, parsed(insideCallback(body)), {});
}

/** A body that was recorded as text though it is JSON. */
function parsed(body: Json): Json {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body) as Json;
  } catch {
    return body;
  }
}

const insideCallback = (body: Json): string => /\(([\s\S]*)\)$/.exec(body as string)?.[1] ?? '';
