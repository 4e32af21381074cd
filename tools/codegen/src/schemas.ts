/** The published JSON Schemas: one self-contained file per message, for any language's validator. */
import { selfContained } from './bundle.ts';
import { formatversion1 } from './formatversion1.ts';
import type { Schema, Spec } from './load.ts';

const base = 'https://mwkit.github.io/spec/schemas/';

/** File name -> schema. An answer's schema also takes the errors that may come in its place. */
export function publishedSchemas(spec: Spec): Map<string, Schema> {
  const files = new Map<string, Schema>();
  const old = formatversion1(spec.schemas);
  for (const [message, name] of Object.entries(spec.messages)) {
    const publish = (file: string, schemas: Spec['schemas']): void => {
      const answer = orErrors(message, name, schemas[name] as Schema);
      const $id = `${base}${encodeURIComponent(file)}`;
      const $schema = 'https://json-schema.org/draft/2020-12/schema';
      files.set(file, { $schema, $id, ...selfContained(answer, schemas) });
    };
    publish(`${message}.json`, spec.schemas);
    if (!message.startsWith('rest.') && !message.endsWith('.request')) publish(`${message}.fv1.json`, old);
  }
  return files;
}

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
