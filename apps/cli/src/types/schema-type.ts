import { key, quoted } from './comment.ts';

/** What of JSON Schema wikis use to describe their REST API. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly (string | number)[];
  readonly nullable?: boolean;
  readonly properties?: { readonly [name: string]: JsonSchema };
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
}

/** A schema may hold itself. */
const deepest = 12;

/** A schema as a type; `unknown` where it says nothing. */
export function schemaType(schema: JsonSchema, schemas: Readonly<Record<string, JsonSchema>>, depth = 0): string {
  const { $ref, nullable, anyOf, oneOf, allOf } = schema;
  if (depth > deepest) return 'unknown';
  const within = (part: JsonSchema): string => schemaType(part, schemas, depth + 1);
  const named = $ref?.startsWith('#/components/schemas/')
    ? schemas[$ref.slice('#/components/schemas/'.length)]
    : undefined;
  if ($ref !== undefined) return named ? within(named) : 'unknown';
  if (allOf) return allOf.map((part) => `(${within(part)})`).join(' & ');
  const either = anyOf ?? oneOf;
  const one = either ? either.map(within).join(' | ') : plainType(schema, within);
  return nullable ? `${one} | null` : one;
}

function plainType(schema: JsonSchema, within: (part: JsonSchema) => string): string {
  const { enum: values, items, properties, required = [], additionalProperties } = schema;
  if (values) return values.map((value) => (typeof value === 'number' ? String(value) : quoted(value))).join(' | ');
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? (properties ? ['object'] : []));
  const all = types.map((type) => {
    if (type === 'integer' || type === 'number') return 'number';
    if (type === 'string' || type === 'boolean' || type === 'null') return type;
    if (type === 'array') return `(${items ? within(items) : 'unknown'})[]`;
    if (type !== 'object') return 'unknown';
    if (!properties)
      return `{ [key: string]: ${typeof additionalProperties === 'object' ? within(additionalProperties) : 'unknown'} }`;
    const members = Object.entries(properties).map(
      ([name, part]) => `${key(name)}${required.includes(name) ? '' : '?'}: ${within(part)}`,
    );
    return `{ ${members.join('; ')} }`;
  });
  return all.length > 0 ? all.join(' | ') : 'unknown';
}
