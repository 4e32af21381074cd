/** Is an answer what the spec says? */
import { header, mediaType, type Exchange, type Json } from '../exchange.ts';
import { release } from './release.ts';
import { errorformat, formatversion } from './formats.ts';
import type { Identity } from './identify.ts';
import type { Parameters } from './parameters.ts';
import { object } from './recordings.ts';
import { defaults } from './request.ts';
import { specialise, type Circumstances } from './specialise.ts';
import type { Schema, Spec } from './spec.ts';
import { fault } from './validate.ts';

/** What is wrong with the answer, or undefined. */
export function checkResponse(
  exchange: Exchange,
  sent: Parameters,
  identity: Identity,
  spec: Spec,
): string | undefined {
  const { status, headers } = exchange.response;
  const body = exchange.response.body ?? '';
  const documented = response(identity, status);
  if (!documented) return `HTTP ${status} is not documented for ${identity.operation.operationId}`;
  const content = (documented['content'] ?? {}) as { [type: string]: Schema };
  if (exchange.request.method.toUpperCase() === 'HEAD' || Object.keys(content).length === 0) {
    return body === '' ? undefined : `HTTP ${status} has a body`;
  }
  const type = mediaType(headers);
  const described = content[type];
  if (!described)
    return `HTTP ${status} with ${type || 'no content type'} is not documented for ${identity.operation.operationId}`;
  if (type === 'application/json') return checkJson(parsed(body), exchange, sent, identity, spec, status);
  const schema = { ...(described['schema'] as Schema), components: spec.components[identity.api] };
  return fault(schema, body) ?? checkJsonp(type, body, exchange, sent, identity, spec);
}

const response = ({ operation }: Identity, status: number): Schema | undefined =>
  operation.responses[status] ?? operation.responses[`${Math.floor(status / 100)}XX`];

/** A body that was recorded as text though it is JSON. */
function parsed(body: Json): Json {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body) as Json;
  } catch {
    return body;
  }
}

function checkJsonp(
  type: string,
  body: Json,
  exchange: Exchange,
  sent: Parameters,
  identity: Identity,
  spec: Spec,
): string | undefined {
  if (type !== 'text/javascript') return undefined;
  const json = /\(([\s\S]*)\)$/.exec(body as string)?.[1] ?? '';
  return checkJson(parsed(json), exchange, sent, identity, spec, exchange.response.status);
}

function checkJson(
  body: Json,
  exchange: Exchange,
  sent: Parameters,
  identity: Identity,
  spec: Spec,
  status: number,
): string | undefined {
  if (identity.api === 'rest') return checkRest(body, exchange, identity, spec, status);
  const fv1 = formatversion(exchange, sent) === 1 ? '.fv1' : '';
  const isError = 'error' in object(body) || 'errors' in object(body);
  const circumstances: Circumstances = {
    sent,
    defaults: defaults(identity, spec),
    errorformat: errorformat(exchange, sent),
    version: release(exchange),
    partial: 'continue' in object(body) || 'query-continue' in object(body),
    warned: 'warnings' in object(body),
  };
  const schemas = isError
    ? [spec.schemas[`ApiErrors${fv1}`]]
    : identity.messages.map((message) => succeeded(spec.schemas[`${message}.response${fv1}`]));
  for (const schema of schemas) {
    const wrong = schema ? fault(specialise(schema, circumstances), body) : 'the spec has no schema for it';
    if (wrong) return wrong;
  }
  return codesDiffer(body as Schema, header(exchange.response.headers, 'mediawiki-api-error'));
}

function checkRest(
  body: Json,
  exchange: Exchange,
  { messages }: Identity,
  spec: Spec,
  status: number,
): string | undefined {
  const schema = status >= 400 ? spec.schemas['rest.error'] : succeeded(spec.schemas[`${messages[0]}.response`]);
  if (!schema) return 'the spec has no schema for it';
  const circumstances = {
    sent: {},
    defaults: {},
    errorformat: 'bc',
    version: release(exchange),
    partial: true,
    warned: false,
  };
  const wrong = fault(specialise(schema, circumstances), body);
  if (wrong || status < 400) return wrong;
  const { httpCode } = body as Schema;
  return httpCode === status ? undefined : `/httpCode is ${JSON.stringify(httpCode)}, but the status is ${status}`;
}

/** An answer's schema without the errors that could be in its place. */
function succeeded(schema: Schema | undefined): Schema | undefined {
  const [answer] = (schema?.['anyOf'] ?? []) as Schema[];
  return answer && schema ? { ...answer, $defs: schema['$defs'] ?? {} } : schema;
}

/** The header `MediaWiki-API-Error` repeats the codes in the body. */
function codesDiffer(body: Schema, inHeader: string | undefined): string | undefined {
  if (inHeader === undefined) return undefined;
  const { error, errors } = body as unknown as { error?: { code: string }; errors?: { code: string }[] };
  const codes = error ? [error.code] : (errors ?? []).map(({ code }) => code);
  const named = inHeader.split(',').map((code) => code.trim());
  if (named.every((code) => codes.includes(code))) return undefined;
  return `the header MediaWiki-API-Error says ${inHeader}, the body ${codes.join(', ') || 'no error'}`;
}
