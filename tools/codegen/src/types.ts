/** TypeScript types from an OpenAPI document, by openapi-typescript. */
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { rewrite, type Json, type Schema } from './load.ts';

/**
 * The types of a bundled document; its requests become what a caller writes, for mwkit fills in `action` and tokens.
 * @param filledIn The parameters of a request that mwkit fills in, by the name of its type.
 */
export async function types(document: Schema, filledIn: (type: string) => readonly string[]): Promise<string> {
  const components = document['components'] as Schema;
  const schemas = Object.entries(components['schemas'] as Schema).map(([name, schema]) => [
    name,
    sayable(isRequest(name) ? callerView(schema, filledIn(name)) : schema),
  ]);
  const written = { ...document, components: { ...components, schemas: Object.fromEntries(schemas) as Schema } };
  const ast = await openapiTS(JSON.stringify(written), {
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    rootTypesKeepCasing: true,
    emptyObjectsUnknown: true,
    defaultNonNullable: false,
    silent: true,
    transform: (schema) => {
      const text = (schema as { 'x-typescript'?: string })['x-typescript'];
      return typeof text === 'string' ? ts.factory.createTypeReferenceNode(text) : undefined;
    },
  });
  return astToString(ast);
}

const isRequest = (name: string): boolean => /(Request|Parameters)$/.test(name) && name !== 'AuthenticationRequest';

/** A request without `action`, and with nothing required that mwkit fills in. */
const callerView = (schema: Json, filledIn: readonly string[]): Json =>
  rewrite(schema, (object) => {
    const changed = { ...object };
    if (Array.isArray(object['required']))
      changed['required'] = object['required'].filter((name) => !filledIn.includes(name as string));
    if (Array.isArray(object['allOf'])) changed['allOf'] = object['allOf'].filter((part) => !isOnlyAction(part));
    const { action, ...properties } = (object['properties'] ?? {}) as Schema;
    return action === undefined ? changed : { ...changed, properties };
  });

/** Left empty it would become a type that allows everything. */
const isOnlyAction = (part: Json): boolean => {
  const { properties } = part as Schema;
  return properties !== undefined && Object.keys(properties as Schema).join() === 'action';
};

const literals = (values: Json): string => (values as Json[]).map((value) => JSON.stringify(value)).join(' | ');

/** What a parameter of any name may be; an index signature must hold what the others may be, too. */
const anyParameter = 'string | number | boolean | readonly (string | number)[] | null | undefined';

/**
 * A text that is none of those that other branches of a union have. As `string` it would hold theirs too, and no `switch` could
 * tell the branches apart; the property is not there, it only keeps their texts out.
 */
const otherText = "String & { readonly ' other': never }";

function primitive(schema: Schema): string {
  if (schema['enum']) return literals(schema['enum']);
  return schema['type'] === 'integer' ? 'number' : 'string';
}

/**
 * What of a schema TypeScript can say: constraints that it cannot would become wrong unions. A parameter of several values
 * takes one or an array, an open set of strings is offered for completion.
 */
const sayable = (schema: Json): Json =>
  rewrite(schema, ({ not, contains: _contains, ...object }) => {
    if (not && Object.keys(not).length === 0) return { type: 'null', 'x-typescript': 'never' };
    const { multi, known, anyParameter: any, other, file } = (object['x-mediawiki'] ?? {}) as Schema;
    if (other) return { ...object, 'x-typescript': otherText };
    if (file) return { ...object, 'x-typescript': 'Blob' };
    if (any) return { ...object, 'x-typescript': anyParameter };
    if (multi || known) {
      const item = multi ? primitive((object['items'] ?? {}) as Schema) : 'string';
      const one = known ? `${literals(known)} | (string & {})` : item;
      return { ...object, 'x-typescript': multi ? `${one} | readonly (${one})[]` : one };
    }
    const { anyOf: _anyOf, allOf, ...rest } = object;
    const parts = Array.isArray(allOf) ? allOf.filter((part) => !(part as Schema)['if']) : [];
    const said = { ...rest, ...(parts.length > 0 && { allOf: parts }) };
    return object['properties'] || parts.length > 0 ? said : object;
  });
