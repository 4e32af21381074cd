import { generator, type State } from '../state.ts';
import { RestError, json } from './errors.ts';
import type { RestModule } from './routes.ts';
import { operationOf } from './spec-operations.ts';
import { parameterSchemas } from './spec-schemas.ts';

const infos: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'specs/v0': { title: 'Specs', description: 'Tells which modules there are, and describes them', version: '0.1.0' },
  'content/v1': { version: '1.0', title: 'Page content', description: 'Pages and revisions' },
  '': { title: 'Extra Routes', description: 'Routes that belong to no module', version: 'undefined' },
};

const about = { license: { name: null, url: null }, contact: { email: 'wiki@wiki.example' } };

const nameOf = ({ base }: RestModule): string => (base === '' ? '-' : base);

const restOf = ({ origin, scriptPath }: State): string => `${origin}${scriptPath}/rest.php`;

/** GET /specs/v0/discovery */
export function discovery(state: State, restModules: readonly RestModule[]): Response {
  const rest = restOf(state);
  const modules = restModules.map((module): [string, object] => [
    module.base,
    {
      moduleId: module.base,
      info: infos[module.base],
      base: `${rest}/${module.base}`,
      spec: `${rest}/specs/v0/module/${encodeURIComponent(nameOf(module))}`,
    },
  ]);
  return json({
    'mw-discovery': '1.0',
    $schema: 'https://www.mediawiki.org/schema/discovery-1.0',
    info: { title: state.sitename, mediawiki: generator[state.version].replace('MediaWiki ', ''), ...about },
    servers: [{ url: rest }],
    modules: Object.fromEntries(modules),
  });
}

const schemaOf = (type: string | readonly string[]): object =>
  typeof type === 'string' ? { type } : { type: 'string', enum: type };

const description = (name: string): string => `${name} parameter`;

const as = (schema: object): object => ({ 'application/json': { schema } });

function parameters(method: string, path: string): object[] {
  const { query = {}, path: inPath = {}, required = [] } = operationOf(method, path);
  const names = [...path.matchAll(/\{(\w+)\}/gu)].map(([, name = '']) => name);
  return [
    ...names.map((name) => ({
      name,
      description: description(name),
      in: 'path',
      schema: schemaOf(inPath[name] ?? 'string'),
      required: true,
    })),
    ...Object.entries(query).map(([name, type]) => ({
      name,
      description: description(name),
      in: 'query',
      schema: schemaOf(type),
      required: required.includes(name),
    })),
  ];
}

function operation(method: string, path: string): object {
  const { answer, html, body } = operationOf(method, path);
  const error = { $ref: '#/components/responses/GenericErrorResponse' };
  return {
    parameters: parameters(method, path),
    responses: {
      '200': {
        description: 'OK',
        ...(answer && { content: as(answer) }),
        ...(html && { content: { 'text/html': { schema: { type: 'string' } } } }),
      },
      '400': error,
      '500': error,
    },
    ...(body && { requestBody: { required: true, content: as(body) } }),
  };
}

function pathsOf({ version }: State, { base, routes }: RestModule): Record<string, object> {
  const known = routes.filter(({ since }) => (since ?? version) <= version);
  const paths = known.map(({ path, methods }): [string, object] => [
    path,
    Object.fromEntries(Object.keys(methods).map((method) => [method.toLowerCase(), operation(method, path)])),
  ]);
  // The way to the specs themselves.
  if (base === '') paths.push(['/', { get: operation('GET', '/') }]);
  return Object.fromEntries(paths);
}

const model = { $ref: '#/components/schemas/GenericErrorResponseModel' };
const components = {
  schemas: parameterSchemas,
  responses: {
    GenericErrorResponse: { description: 'An error', content: { 'application/json': { schema: model } } },
  },
};

/** GET /specs/v0/module/{module}: an OpenAPI document; `-` is the module of the routes of old. */
export function describeModule(state: State, restModules: readonly RestModule[], name: string): Response {
  const module = restModules.find((one) => nameOf(one) === name);
  if (!module) throw new RestError(404, 'rest-unknown-module', `The requested module name (${name}) is not known`);
  return json({
    openapi: '3.0.0',
    info: { ...infos[module.base], ...about },
    servers: [{ url: `${restOf(state)}${module.base === '' ? '' : `/${module.base}`}` }],
    paths: pathsOf(state, module),
    components,
  });
}
