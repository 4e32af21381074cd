/** The published JSON Schemas: one self-contained file per message, for any language's validator. */
import { selfContained } from './bundle.ts';
import type { CoreType } from './core-types.ts';
import { formatversion1 } from './formatversion1.ts';
import type { Schema, Spec } from './load.ts';

const base = 'https://mwkit.github.io/spec/schemas/';

/** File name -> schema. An answer's schema also takes the errors that may come in its place. */
export function publishedSchemas(spec: Spec, coreTypes: readonly CoreType[]): Map<string, Schema> {
  const files = new Map<string, Schema>();
  const publish = (file: string, schema: Schema): void => {
    const $id = `${base}${encodeURIComponent(file)}`;
    files.set(file, { $schema: 'https://json-schema.org/draft/2020-12/schema', $id, ...schema });
  };
  const old = formatversion1(spec.schemas);
  for (const [message, name] of Object.entries(spec.messages)) {
    const whole = (schemas: Spec['schemas']): Schema =>
      selfContained(orErrors(message, name, schemas[name] as Schema), schemas);
    publish(`${message}.json`, whole(spec.schemas));
    if (isActionAnswer(message)) publish(`${message}.fv1.json`, whole(old));
  }
  for (const { message, schema } of coreTypes) publish(`${message}.json`, schema);
  return files;
}

const isActionAnswer = (message: string): boolean => !/^rest|^Rest|request$/.test(message);

function orErrors(message: string, name: string, schema: Schema): Schema {
  if (!message.endsWith('.response') || message === 'main.response') return schema;
  const errors = message.startsWith('rest.') ? 'RestError' : 'ApiErrors';
  const { title, description } = schema;
  return {
    title: title ?? name,
    description: description ?? '',
    anyOf: [{ $ref: `#/$defs/${name}` }, { $ref: `#/$defs/${errors}` }],
  };
}
