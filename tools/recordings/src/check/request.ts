/** Is a request what the spec says? One that the wiki refused need not be. */
import { header, mediaType, type Exchange, type Json } from '../exchange.ts';
import { release } from './release.ts';
import type { Identity } from './identify.ts';
import { object } from './recordings.ts';
import { decode } from './parameters.ts';
import type { Case } from './response.ts';
import { specialise } from './specialise.ts';
import type { Schema, Spec } from './spec.ts';
import { fault } from './validate.ts';

type Properties = { readonly [name: string]: Schema };

/** What is wrong with a request that the wiki accepted, or undefined. */
export function requestFault({ exchange, sent, identity, spec }: Case): string | undefined {
  if (exchange.request.method.toUpperCase() === 'OPTIONS' || isRefused(exchange, identity)) return undefined;
  const circumstances = {
    sent,
    defaults: {},
    errorformat: 'bc',
    messageformat: '',
    version: release(exchange),
    partial: true,
    warned: false,
  };
  const data = identity.api === 'rest' ? restBody(exchange) : decode(sent, properties(identity, spec));
  for (const message of identity.messages) {
    const schema = spec.schemas[`${message}.request`];
    const wrong = schema && fault(specialise(schema, circumstances), data);
    if (wrong) return wrong;
  }
  return undefined;
}

const found = new WeakMap<Spec, Map<string, Properties>>();

/** The schemas of all parameters that a request of these messages may have. */
function properties({ messages }: Identity, spec: Spec): Properties {
  const inSpec = found.get(spec) ?? new Map<string, Properties>();
  found.set(spec, inSpec);
  const ofMessages = inSpec.get(messages.join(' ')) ?? find(messages, spec);
  inSpec.set(messages.join(' '), ofMessages);
  return ofMessages;
}

function find(messages: readonly string[], spec: Spec): Properties {
  const found: { [name: string]: Schema } = {};
  const walk = (node: Json): void => {
    if (node === null || typeof node !== 'object') return;
    if (!Array.isArray(node)) {
      for (const [name, property] of Object.entries((node['properties'] ?? {}) as Properties)) {
        if (property['type']) found[name] ??= property;
        else found[name] = { ...property, ...found[name] };
      }
    }
    for (const part of Object.values(node)) walk(part);
  };
  for (const message of messages) walk(spec.schemas[`${message}.request`] ?? {});
  return found;
}

/** The values that parameters of several values have if they are not sent. */
export const defaults = (identity: Identity, spec: Spec): { [name: string]: readonly string[] } =>
  Object.fromEntries(
    Object.entries(properties(identity, spec)).flatMap(([name, { default: value }]) =>
      Array.isArray(value) ? [[name, value as string[]]] : [],
    ),
  );

function restBody({ request }: Exchange): Json {
  const body = request.body ?? null;
  const isForm = mediaType(request.headers) === 'application/x-www-form-urlencoded';
  if (typeof body === 'string' && isForm) return Object.fromEntries(new URLSearchParams(body));
  if (typeof body !== 'string' || mediaType(request.headers) !== 'application/json') return body;
  try {
    return JSON.parse(body) as Json;
  } catch {
    return body;
  }
}

/** The wiki did not take it: by HTTP, or with an error, also on a page for people (error-unknown-format). */
function isRefused({ response }: Exchange, { api }: Identity): boolean {
  if (response.status >= 400 || (api === 'rest' && response.status >= 300)) return true;
  const body = object(response.body);
  return 'error' in body || 'errors' in body || header(response.headers, 'mediawiki-api-error') !== undefined;
}
