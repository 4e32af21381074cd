/** What an answer looks like with `formatversion=1`, derived from its description for `formatversion=2`. */
import { rewrite, type Json, type Schema } from './load.ts';

type Schemas = { readonly [name: string]: Schema };

/**
 * The rules of MediaWiki's ApiResult: true is written as `""` and false is left out; text that XML would have as an
 * element's content is called `*`; lists of pages are objects. `x-mediawiki` names the properties concerned.
 */
export const formatversion1 = (schemas: Schemas): Schemas =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, convert(schema, schemas) as Schema]));

function convert(schema: Json, schemas: Schemas): Json {
  return rewrite(schema, (object) => {
    const { keyedBy, formatversion1: replacement, bool } = hints(object);
    if (replacement) return convert(replacement, schemas);
    if (keyedBy) {
      const { items, type: _type, 'x-mediawiki': _hints, ...rest } = object;
      return { ...rest, type: 'object', additionalProperties: items ?? {} };
    }
    if (bool) return object;
    if (isFalsy(object)) return emptyText(object, { ...hints(object), when: null });
    if (object['const'] === true) return emptyText(object, hints(object));
    if (!object['properties'] && !object['required']) return object;
    return withoutFalse(object, schemas);
  });
}

/** Left out when false, whatever was asked for. */
const emptyText = (object: Schema, { when, ...others }: Schema): Schema => ({
  ...object,
  type: 'string',
  const: '',
  'x-mediawiki': { ...others, ...(when && { when }) },
});

const hints = (object: Json | undefined): Schema =>
  ((object as Schema | undefined)?.['x-mediawiki'] as Schema | undefined) ?? {};

/** Renames content to `*`, and requires no boolean, since a false one is absent. */
function withoutFalse(object: Schema, schemas: Schemas): Schema {
  const resolve = (property: Json): Schema => {
    const ref = (property as Schema)['$ref'];
    return typeof ref === 'string'
      ? { ...schemas[ref.slice('#/$defs/'.length)], ...(property as Schema) }
      : (property as Schema);
  };
  const properties = Object.entries((object['properties'] ?? {}) as Schema);
  const names = new Map(properties.map(([name, value]) => [name, hints(resolve(value))['content'] ? '*' : name]));
  const absent = properties.filter(([, value]) => isFalsy(resolve(value))).map(([name]) => name);
  const required = ((object['required'] ?? []) as string[]).filter((name) => !absent.includes(name));
  return {
    ...object,
    ...(object['properties'] && {
      properties: Object.fromEntries(properties.map(([name, value]) => [names.get(name) ?? name, value])),
    }),
    ...(object['required'] && { required: required.map((name) => names.get(name) ?? name) }),
  };
}

/** A boolean that may be false, and then is absent. */
const isFalsy = (property: Schema): boolean =>
  property['type'] === 'boolean' && property['const'] !== true && !hints(property)['bool'];
