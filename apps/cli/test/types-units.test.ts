import { createWiki } from '@mwkit/node';
import fc from 'fast-check';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describedRoutes } from '../src/types/described-routes.ts';
import { differences } from '../src/types/difference.ts';
import type { ModuleInfo } from '../src/types/paraminfo.ts';
import { plainText } from '../src/types/plain-text.ts';
import { readWiki } from '../src/types/read-wiki.ts';
import { routesOfVersion, writeRoute } from '../src/types/routes.ts';
import { addValue, newShape, writeShape } from '../src/types/shape.ts';
import { wikiFile } from '../src/types/wiki-file.ts';
import { typeChecker } from './type-check.ts';

test('help texts are plain', () => {
  const text = `Which ''pages'' to [[Special:ApiHelp/query+info|get]]:

;<span dir="ltr" lang="en">a</span>:Of <kbd>[[Main Page]]</kbd> &amp; <var>from-&#x7B;slot}</var>.
;<span>b</span>:[https://www.mediawiki.org/ More].<br/>
* <strong>One</strong>`;
  expect(plainText(text)).toBe(
    'Which pages to get:\n\n- a: Of `Main Page` & `from-{slot}`.\n- b: More (https://www.mediawiki.org/).\n\n- One',
  );
  // what an entity stood for is no markup
  expect(plainText('&lt;ref&gt;')).toBe('<ref>');
});

test('a type that was inferred from values accepts them', async () => {
  await using checker = await typeChecker();
  const samples = fc.sample(fc.array(fc.jsonValue(), { minLength: 1, maxLength: 4 }), { numRuns: 300, seed: 6 });
  const written = samples
    .filter((values) => !JSON.stringify(values).includes('__proto__'))
    .map((values, index) => {
      const shape = newShape();
      for (const value of values) addValue(shape, value);
      return `export const values${index}: (${writeShape(shape)})[] = ${JSON.stringify(values)};`;
    });
  expect(written.length).toBeGreaterThan(250);
  expect((await checker.check(written.join('\n'))).errors).toEqual([]);
});

test('a type that was inferred says no more than the values show', () => {
  const typeOf = (...values: unknown[]): string => {
    const shape = newShape();
    for (const value of values) addValue(shape, value);
    return writeShape(shape).replace(/\s+/g, ' ');
  };
  expect(typeOf({ a: 1 })).toBe('{ a?: number; }');
  expect(typeOf({ a: 1, b: 'x' }, { a: null })).toBe('{ a: number | null; b?: string; }');
  expect(typeOf([])).toBe('unknown[]');
  expect(typeOf([1, 'x'], [])).toBe('(number | string)[]');
  expect(typeOf({ '12': { id: 1 }, '13': { id: 2 } })).toBe('{ [key: string]: { id: number; }; }');
  expect(typeOf({})).toBe('{ [key: string]: unknown }');
});

test('each version has its own routes', () => {
  const routes = (generator: string) => routesOfVersion(generator).map(({ route }) => route);
  expect(routes('MediaWiki 1.34.4')).toEqual([]);
  expect(routes('MediaWiki 1.39.17')).toContain('/v1/page/{title}/history');
  expect(routes('MediaWiki 1.39.17')).not.toContain('/v1/search');
  expect(routes('MediaWiki 1.43.9')).toContain('/v1/transform/{from}/to/{format}');
  expect(routes('MediaWiki 1.43.9')).not.toContain('/v1/page/{title}/lint');
  expect(routes('MediaWiki 1.46.0-wmf.3')).toContain('/v1/page/{title}/lint');
  expect(routes('MediaWiki 1.45.0')).not.toContain('/specs/v0/discovery');
});

test('a route that the spec does not know has the types of its description', async () => {
  const page = {
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'integer' }, note: { type: 'string', nullable: true } },
  };
  const ok = { '200': { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } } };
  const described = describedRoutes('/things/v1', {
    components: { schemas: { Thing: page } },
    paths: {
      '/thing/{id}': {
        get: {
          parameters: [
            { name: 'id', in: 'path', required: true, schema: { type: 'integer' } },
            { name: 'kind', in: 'query', schema: { type: 'string', enum: ['a', 'b'] } },
          ],
          responses: ok,
        },
      },
      '/thing': {
        post: {
          requestBody: {
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['name', 'token'],
                  properties: { name: { type: 'string' }, token: { type: 'string' } },
                },
              },
            },
          },
          responses: { '201': {} },
        },
      },
    },
  });
  await using checker = await typeChecker();
  await writeFile(
    join(checker.folder, 'wiki.ts'),
    `export interface MyWiki { actions: {}; routes: {\n${described.map(writeRoute).join('')} } }`,
  );
  const { errors } = await checker.check(`
    import { createWiki } from '@mwkit/node';
    import type { MyWiki } from './wiki.ts';
    const { rest } = createWiki<MyWiki>('https://wiki.example/w/api.php', { userAgent: 'x' });
    const thing = await rest.get('/things/v1/thing/{id}', { path: { id: 1 }, query: { kind: 'a' } });
    thing.id satisfies number;
    thing.note satisfies string | null | undefined;
    // @ts-expect-error no such property
    thing.nosuch;
    // @ts-expect-error the number is missing
    void rest.get('/things/v1/thing/{id}');
    // @ts-expect-error not one of the values
    void rest.get('/things/v1/thing/{id}', { path: { id: 1 }, query: { kind: 'c' } });
    // @ts-expect-error it has no such method
    void rest.put('/things/v1/thing/{id}', { path: { id: 1 } });
    // the token is mwkit's to add
    (await rest.post('/things/v1/thing', { body: { name: 'x' } })) satisfies unknown;
    // @ts-expect-error the name is missing
    void rest.post('/things/v1/thing', { body: {} });
  `);
  expect(errors).toEqual([]);
});

test('whatever a wiki calls itself and its parameters, the file holds types and nothing else', async () => {
  const evil = `*/ export const a = 1; /* ' " \` \\ \n export const b = 1; \u2028 export const c = \${1}`;
  const parameter = { name: evil, description: evil, type: 'string', default: evil, required: true };
  const one = {
    name: evil,
    path: evil,
    group: 'action',
    classname: 'x',
    prefix: '',
    description: evil,
    helpurls: [evil],
  };
  const choices = { ...parameter, name: 'choice', type: [evil, `${evil}2`, `${evil}3`] };
  const templated = { ...parameter, name: `${evil}{x}`, templatevars: { x: 'missing' } };
  const text = wikiFile('https://wiki.example/w/api.php', {
    name: evil,
    generator: evil,
    namespaces: [{ id: 0, name: evil }],
    modules: [{ ...one, dynamicparameters: evil, parameters: [parameter, choices], templatedparameters: [templated] }],
    routes: [{ route: evil, methods: { get: undefined } }],
  });
  await using checker = await typeChecker();
  await writeFile(join(checker.folder, 'wiki.ts'), text);
  const { errors } = await checker.check(`
    import * as all from './wiki.ts';
    all satisfies Record<string, never>;
    // @ts-expect-error there is no value in it
    all.a;
  `);
  expect(errors).toEqual([]);
});

test('parameters of one name and another type: of a module its own, of submodules either', async () => {
  const of = (path: string, group: string, parameters: object[]) =>
    ({ name: path.split('+').at(-1), path, group, prefix: '', classname: 'x', parameters }) as unknown as ModuleInfo;
  const chosen = (name: string, paths: string[]) => {
    const submodules = Object.fromEntries(paths.map((path) => [path.split('+')[1], path]));
    return { name, type: Object.keys(submodules), multi: true, submodules };
  };
  const modules = [
    of('main', 'main', [{ name: 'maxlag', type: 'integer' }]),
    of('odd', 'action', [{ name: 'maxlag', type: ['much', 'little'] }]),
    of('query', 'action', [chosen('list', ['query+a', 'query+b'])]),
    of('query+a', 'list', [
      { name: 'dir', type: 'boolean' },
      { name: 'own', type: 'string' },
    ]),
    of('query+b', 'list', [{ name: 'dir', type: ['up', 'down'] }]),
  ];
  await using checker = await typeChecker();
  const description = { name: 'A', generator: 'MediaWiki 1.43.0', namespaces: [], modules, routes: [] };
  await writeFile(join(checker.folder, 'wiki.ts'), wikiFile('https://wiki.example/w/api.php', description));
  const { errors } = await checker.check(`
    import { createWiki } from '@mwkit/node';
    import type { MyWiki } from './wiki.ts';
    const wiki = createWiki<MyWiki>('https://wiki.example/w/api.php', { userAgent: 'x' });
    void wiki.get('odd', { maxlag: 'much' });
    // @ts-expect-error it has its own
    void wiki.get('odd', { maxlag: 5 });
    void wiki.get('query', { list: ['a', 'b'], dir: 'up', own: 'x', maxlag: 5 });
    void wiki.get('query', { list: 'a', dir: true });
    // @ts-expect-error neither has it so
    void wiki.get('query', { list: 'a', dir: 'sideways' });
    void wiki.query({ list: ['a', 'b'], dir: 'up' });
    // @ts-expect-error neither has it so
    void wiki.query({ list: 'a', dir: 'sideways' });
  `);
  expect(errors).toEqual([]);
});

test('a wiki that cannot tell of all its modules is told so', async () => {
  const ask = (paraminfo: object, more: object = {}) => {
    const general = { sitename: 'Old', generator: 'MediaWiki 1.24.6' };
    const fetch = async (input: unknown) =>
      Response.json(String(input).includes('siteinfo') ? { query: { general } } : { paraminfo, ...more });
    const wiki = createWiki('https://wiki.example/w/api.php', { userAgent: 'x', fetch });
    return readWiki(wiki, () => {}, {});
  };
  await expect(ask({ modules: [] })).rejects.toMatchObject({ code: 'wiki-too-old' });
  const modules = [{ name: 'query', path: 'query', group: 'action', prefix: '', classname: 'x', parameters: [] }];
  const cut = [{ code: 'truncatedresult', text: 'This result was truncated', module: 'main' }];
  await expect(ask({ modules }, { warnings: cut })).rejects.toMatchObject({ code: 'unexpected-shape' });
});

test('what has changed is told by module, parameter and route', () => {
  const file = (edit: string, more = '', routes = '') => `// Written by \`mwkit types\`.
export interface MyWiki {
  actions: {
    edit: { method: 'POST'; request: EditParameters };
  };
  routes: {
    '/v1/page': 'post';
${routes}  };
}

export type Model =
  | 'a'
  | 'b';

/** \`edit\`: Edits. */
export interface EditParameters extends MainParameters {
  /** The text; it may: be long. */
  title?: string;
${edit}}
${more}`;
  const before = file('  text?: string;\n  tags?: string;\n');
  const flow = '\n/**\n * `query+flow`: Talks.\n */\nexport interface QueryFlowParameters {\n  flpage?: string;\n}\n';
  const after = file('  text: string;\n', flow, "    '/v1/search': 'get';\n").replace("'b';", "'c';");
  expect(differences(before, after)).toEqual([
    '+ /v1/search',
    '+ query+flow',
    '- edit.tags',
    '~ type Model',
    '~ edit.text',
  ]);
  expect(differences(after, before)).toContain('- query+flow');
  expect(differences(before, before.replace('be long', 'be short'))).toEqual([]);
});
