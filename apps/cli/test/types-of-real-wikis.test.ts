import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type RealWiki, startWiki } from '@mwkit/wiki';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cli, newCli, outcome, type Ran } from './cli.ts';
import { type ExampleCall, exampleCalls, type Module } from './example-calls.ts';
import { typeChecker } from './type-check.ts';
import { wikis } from './wikis.ts';

/** Examples that are no calls of the wiki that documents them, with the reason. */
const wrongExamples: Readonly<Record<string, string>> = {
  'action=emailuser&target=WikiSysop&text=Content&token=123ABC': 'subject is required',
  'action=echocreateevent&header=Hi&content=From_API': 'section is required',
  'action=import&interwikisource=meta&interwikipage=Help:ParserFunctions&namespace=100&fullhistory=&token=123ABC':
    'this wiki has no namespace 100',
  'action=thank&revid=456&source=diff&token=123ABC': 'the parameter is called rev',
};

const real = wikis.flatMap(({ kind, skip }) => (kind === 'testwiki' ? [] : [{ kind, skip }]));

describe.for(real)('types of a real $kind with all its extensions', ({ kind, skip }) => {
  let wiki: RealWiki;
  let cli: Cli;
  let checker: Awaited<ReturnType<typeof typeChecker>>;
  let file: string;
  let modules: readonly Module[];
  let ran: Ran;
  let milliseconds: number;

  beforeAll(async () => {
    if (skip) return;
    wiki = await startWiki({ version: kind, extensions: 'all' });
    [cli, checker] = await Promise.all([newCli(), typeChecker()]);
    file = join(checker.folder, 'wiki.ts');
    const query = 'action=paraminfo&modules=main|**&helpformat=wikitext&format=json&formatversion=2';
    const answer = await fetch(`${wiki.api}?${query}`);
    modules = ((await answer.json()) as { paraminfo: { modules: Module[] } }).paraminfo.modules;
    milliseconds = await fastest(3000, async () => {
      const started = performance.now();
      ran = await cli.run(['types', wiki.api, '-o', file]);
      return performance.now() - started;
    });
    const size = Math.round((await readFile(file, 'utf8')).length / 1000);
    console.log(`mwkit types, MediaWiki ${kind}: ${modules.length} modules in ${milliseconds} ms, ${size} kB`);
  });

  afterAll(async () => {
    await Promise.all([wiki?.stop(), cli?.[Symbol.asyncDispose](), checker?.[Symbol.asyncDispose]()]);
  });

  test.skipIf(skip)('the file says whose it is, is formatted, and is the same each time', async () => {
    expect(ran.code).toBe(0);
    expect(milliseconds).toBeLessThan(3000);
    expect(ran.stderr).toBe('');
    const text = await readFile(file, 'utf8');
    expect(text).toMatch(/^\/\/ Written by `mwkit types`.*\n\/\/ Lab Wiki, http:\S+api.php, MediaWiki 1\.\d+\.\d+\n/);
    const formatter = join(import.meta.dirname, '../../../node_modules/.bin/oxfmt');
    expect((await outcome(spawn(formatter, ['--check', file]))).stdout).toContain(
      'All matched files use the correct format',
    );
    const again = await cli.run(['types', wiki.api, '-o', file, '--check', '--json']);
    expect(again).toMatchObject({ code: 0, json: { wiki: wiki.api, changes: [] } });
  });

  test.skipIf(skip)('each documented example is a call, and no call is one with something wrong in it', async () => {
    const calls = exampleCalls(modules);
    const right = calls.filter(({ query }) => !(query in wrongExamples));
    const wrong = [
      ...calls.filter(({ query }) => query in wrongExamples),
      ...right.flatMap((call) => spoilt(call, modules)),
    ];
    expect(new Set(right.map(({ action }) => action)).size).toBeGreaterThan(50);
    expect(wrong.length).toBeGreaterThan(right.length);
    const program = [
      ...right.map(({ action, parameters }) => callOf('call', action, parameters)),
      ...wrong.map(({ action, parameters }) => `// @ts-expect-error\n${callOf('call', action, parameters)}`),
      // what must be posted cannot be got
      ...modules
        .filter(({ mustbeposted, group }) => mustbeposted && group === 'action')
        .map(({ name }) => `// @ts-expect-error\nvoid wiki.get('${name}', {} as never);`),
    ];
    const { errors, milliseconds } = await checker.check(`${head}${program.join('\n')}\n`);
    console.log(`${right.length} right and ${wrong.length} wrong calls of ${kind} checked in ${milliseconds} ms`);
    expect(errors).toEqual([]);
  });

  test.skipIf(skip)('a program that uses 50 modules is checked in under 2 s', async () => {
    const byModule = new Map(
      exampleCalls(modules)
        .filter(({ query }) => !(query in wrongExamples))
        .map((call) => [call.action, call]),
    );
    const fifty = [...byModule.values()].slice(0, 50);
    expect(fifty).toHaveLength(50);
    const program = `${head}${fifty.map(({ action, parameters }) => callOf('call', action, parameters)).join('\n')}\n`;
    const milliseconds = await fastest(2000, async () => {
      const checked = await checker.check(program);
      expect(checked.errors).toEqual([]);
      return checked.milliseconds;
    });
    console.log(`A program of 50 modules of ${kind}, checked in ${milliseconds} ms`);
    expect(milliseconds).toBeLessThan(2000);
  });
});

const [latest] = real.slice(-1);

test.skipIf(latest?.skip ?? true)('--infer runs examples that read, and no others; --check repeats it', async () => {
  await using wiki = await startWiki({ version: '1.43', extensions: 'all' });
  await using cli = await newCli();
  await using checker = await typeChecker();
  const file = join(checker.folder, 'wiki.ts');
  const command = ['types', wiki.api, '-o', file, '--infer'];
  const inferred = await cli.run(command);
  expect(inferred.code).toBe(0);
  const requests = (await wiki.requests()).map(({ method, path }) => ({
    method,
    query: new URL(path, wiki.origin).searchParams,
  }));
  const told = inferred.stderr.split('\n').filter((line) => /^\d+\/\d+ action=/.test(line));
  expect(told.length).toBeGreaterThan(100);
  expect(told.find((line) => line.includes('action=opensearch'))).toMatch(/ search=Te$/);
  // siteinfo and the REST API's description, which it has not; what a module needs is asked before it is called first
  const others = requests.filter(({ query }) => query.get('action') !== 'paraminfo');
  expect(others).toHaveLength(told.length + 2);
  expect(told.length).toBeLessThanOrEqual(150);
  expect(requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  expect(requests.filter(({ query }) => query.has('action') && query.get('maxlag') !== '5')).toEqual([]);
  expect(requests.filter(({ query }) => query.has('token') || query.get('action') === 'echomarkseen')).toEqual([]);
  const { errors } = await checker.check(`${head}
    const { query } = await wiki.get('query', { list: 'logevents', prop: 'extlinks', titles: 'A' });
    query?.logevents?.[0]?.logid satisfies number | undefined;
    query?.pages?.[0]?.extlinks?.[0]?.url satisfies string | undefined;
    query?.pages?.map(({ title }) => title) satisfies (string | undefined)[] | undefined;
    // @ts-expect-error no such property
    query?.logevents?.[0]?.nosuch;
    const { compare } = await wiki.get('compare', { fromrev: 1, torev: 2 });
    compare?.fromtitle satisfies string | undefined;
    const [searched] = await wiki.get('opensearch', { search: 'Te' });
    searched satisfies string | unknown[] | undefined;
    (await wiki.post('edit', { title: 'A', text: 'x' })).edit.result satisfies string;
  `);
  expect(errors).toEqual([]);
  expect((await cli.run(['types', wiki.api, '-o', file, '--check'])).code).toBe(0);
});

/** The milliseconds that `run` takes: where that is too long, of the fastest of three times, for the machine may have been busy. */
async function fastest(limit: number, run: () => Promise<number>): Promise<number> {
  let best = Infinity;
  for (let times = 0; times < 3 && best >= limit; times++) best = Math.min(best, Math.round(await run()));
  return best;
}

const head = `import { createWiki } from '@mwkit/node';
import type { MyWiki } from './wiki.ts';
const wiki = createWiki<MyWiki>('https://wiki.example/w/api.php', { userAgent: 'x' });
`;

const callOf = (method: string, action: string, parameters: object): string =>
  `void wiki.${method}('${action}', ${JSON.stringify(parameters)});`;

/** The call with a misspelt parameter, without one that is required, and with a value that is none of those there are. */
function spoilt(call: ExampleCall, modules: readonly Module[]): ExampleCall[] {
  const { action, parameters, path } = call;
  // what a submodule requires is not required where it is not asked
  const named = path.startsWith('query+') ? path : action;
  const module = modules.find((one) => one.path === named);
  if (!module) return [];
  const known = module.parameters.map((parameter) => ({ ...parameter, name: module.prefix + parameter.name }));
  const required = known.find(
    ({ name, required, tokentype }) => required && !tokentype && named === action && name in parameters,
  );
  const choice = known.find(({ name, type }) => name in parameters && Array.isArray(type) && type.length > 0);
  const { [required?.name ?? '']: _, ...without } = parameters;
  const other = module.dynamicparameters ? [] : [{ ...parameters, nosuchparameter: 1 }];
  const found: object[] = [
    ...other,
    ...(required ? [without] : []),
    ...(choice ? [{ ...parameters, [choice.name]: 'nosuchvalue' }] : []),
  ];
  return found.map((spoiltParameters) => ({ ...call, parameters: spoiltParameters as ExampleCall['parameters'] }));
}
