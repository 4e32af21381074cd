/** JSON answers against the schemas of their messages. */
import { header, type Json } from '../exchange.ts';
import { errorformat, formatversion, messageformat } from './formats.ts';
import { object } from './recordings.ts';
import { release } from './release.ts';
import { defaults } from './request.ts';
import type { Case } from './response.ts';
import { specialise } from './specialise.ts';
import type { Schema } from './spec.ts';
import { fault } from './validate.ts';

/** What is wrong with an answer of api.php; `described` is what OpenAPI says of its status. */
export function actionJsonFault(
  { exchange, sent, identity, spec }: Case,
  body: Json,
  described: Schema,
): string | undefined {
  const { status, headers } = exchange.response;
  const isError = 'error' in object(body) || 'errors' in object(body);
  // Servers in front of the wiki have errors of their own.
  if (status >= 400 && !isError) return fault(described, body);
  const circumstances = {
    sent,
    defaults: defaults(identity, spec),
    errorformat: errorformat(exchange, sent),
    messageformat: messageformat(sent),
    version: release(exchange),
    partial: 'continue' in object(body) || 'query-continue' in object(body),
    warned: 'warnings' in object(body),
  };
  const suffix = formatversion(exchange, sent) === 1 ? '.fv1' : '';
  const messages = isError ? ['ApiErrors'] : identity.messages.map((message) => `${message}.response`);
  for (const message of messages) {
    const schema = succeeded(spec.schemas[`${message}${suffix}`]);
    const wrong = fault(specialise(schema, circumstances), body);
    if (wrong) return wrong;
  }
  return codesDiffer(object(body), header(headers, 'mediawiki-api-error'));
}

/** What is wrong with an answer of rest.php. */
export function restJsonFault({ exchange, identity, spec }: Case, body: Json): string | undefined {
  const { status } = exchange.response;
  const schema = status >= 400 ? spec.schemas['rest.error'] : spec.schemas[`${identity.messages[0]}.response`];
  const circumstances = {
    errorformat: 'bc',
    messageformat: '',
    version: release(exchange),
    partial: false,
    warned: false,
  };
  const wrong = fault(specialise(succeeded(schema), { sent: {}, defaults: {}, ...circumstances }), body);
  if (wrong || status < 400) return wrong;
  const { httpCode } = object(body);
  return httpCode === status ? undefined : `/httpCode is ${JSON.stringify(httpCode)}, but the status is ${status}`;
}

const answers = new WeakMap<Schema, Schema>();

function succeeded(schema: Schema | undefined): Schema {
  if (!schema) throw new Error('spec/dist lacks the schema of a message; build it anew: npm run generate');
  const answer = answers.get(schema) ?? answerOf(schema);
  answers.set(schema, answer);
  return answer;
}

/** An answer's schema without the errors that could be in its place: `anyOf: [answer, errors]`. */
function answerOf(schema: Schema): Schema {
  const [answer] = (schema['anyOf'] ?? []) as Schema[];
  const { $id } = schema as { readonly $id?: string };
  return answer && $id?.includes('.response') ? { ...answer, $defs: schema['$defs'] ?? {} } : schema;
}

/** The header `MediaWiki-API-Error` repeats the codes in the body. */
function codesDiffer({ error, errors }: { [key: string]: Json }, inHeader: string | undefined): string | undefined {
  if (inHeader === undefined) return undefined;
  const inBody = [error, ...(Array.isArray(errors) ? errors : [])].map((one) => object(one)['code']);
  const named = inHeader.split(',').map((code) => code.trim());
  if (named.every((code) => inBody.includes(code))) return undefined;
  const codes = inBody.filter((code) => typeof code === 'string').join(', ');
  return `the header MediaWiki-API-Error says ${inHeader}, the body ${codes || 'no error'}`;
}
