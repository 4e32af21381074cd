import { key } from './comment.ts';
import { byRoute, isKnown, type Route } from './routes.ts';
import { type JsonSchema, schemaType } from './schema-type.ts';

/** What of an OpenAPI document is read here. */
export interface RestDescription {
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation | undefined } };
  readonly components?: { readonly schemas?: { readonly [name: string]: JsonSchema } };
}

interface Content {
  readonly content?: { readonly [type: string]: { readonly schema?: JsonSchema } };
}

interface Operation {
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema?: JsonSchema;
  }[];
  readonly requestBody?: Content;
  readonly responses?: { readonly [status: string]: Content | undefined };
}

const methods = ['get', 'post', 'put', 'delete'];

/** The routes of one module of the REST API, by its own description. @param base what its paths begin with */
export function describedRoutes(base: string, { paths, components }: RestDescription): Route[] {
  const all = Object.entries(paths).flatMap(([path, item]) =>
    methods.flatMap((method): Route[] => {
      const operation = item[method];
      if (!operation || base + path === '/') return [];
      return [{ route: base + path, methods: { [method]: operationType(operation, components?.schemas ?? {}) } }];
    }),
  );
  // one that the spec knows has its types from there, unless the route also has a method that it does not know
  return byRoute(all).map(({ route, methods: of }) => {
    const known = Object.keys(of).every((method) => isKnown(route, method));
    return { route, methods: known ? Object.fromEntries(Object.keys(of).map((method) => [method, undefined])) : of };
  });
}

/** As `RestResult` and its like read it. */
function operationType({ parameters = [], requestBody, responses = {} }: Operation, schemas: Schemas): string {
  const part = (where: string): string => {
    const found = parameters.filter((parameter) => parameter.in === where);
    const members = found.map(
      ({ name, required, schema = {} }) => `${key(name)}${required ? '' : '?'}: ${schemaType(schema, schemas)}`,
    );
    if (found.length === 0) return '';
    const optional = where === 'query' && found.every(({ required }) => !required);
    return `${where}${optional ? '?' : ''}: { ${members.join('; ')} }`;
  };
  const parts = ['path', 'query'].map(part).filter(Boolean).join('; ');
  const body = requestBody?.content?.['application/json']?.schema;
  return [
    `{ parameters: {${parts && ` ${parts} `}}`,
    ...(body ? [`requestBody: { content: { 'application/json': ${schemaType(body, schemas)} } }`] : []),
    `responses: { 200: { content: { 'application/json': ${resultType(responses, schemas)} } } } }`,
  ].join('; ');
}

type Schemas = Readonly<Record<string, JsonSchema>>;

function resultType(responses: NonNullable<Operation['responses']>, schemas: Schemas): string {
  const success = Object.entries(responses).find(([status]) => /^20\d$/.test(status))?.[1];
  const schema = success?.content?.['application/json']?.schema;
  return schema ? schemaType(schema, schemas) : 'unknown';
}
