import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exitCodeTexts } from '../src/exit-codes.ts';
import { environment } from '../src/help.ts';
import { newCli } from './cli.ts';

const manifest = JSON.parse(await readFile(join(import.meta.dirname, '../package.json'), 'utf8')) as {
  version: string;
};
const commands = [
  'login',
  'create-account',
  'password',
  'link',
  'whoami',
  'query',
  'edit',
  'upload',
  'api',
  'rest',
  'types',
  'logout',
  'wikis',
];

describe('help', () => {
  test('mwkit --help names every command, variable and exit code', async () => {
    await using cli = await newCli();
    const { code, stdout, stderr } = await cli.run(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^ +${command} `, 'm'));
    for (const name of ['MWKIT_PASSWORD', 'MWKIT_CONFIG_DIR', 'NO_COLOR']) expect(stdout).toContain(name);
    for (const exitCode of [0, 1, 2, 3, 4, 70, 130]) expect(stdout).toMatch(new RegExp(`^ +${exitCode} +\\w`, 'm'));
  });

  test.for([...commands, 'wikis use', 'wikis forget'])(
    'mwkit %s --help has examples and fits in 100 columns',
    async (command) => {
      await using cli = await newCli();
      const { code, stdout } = await cli.run([...command.split(' '), '--help']);
      expect(code).toBe(0);
      expect(stdout).toMatch(new RegExp(`EXAMPLES\n\n {2}.*mwkit ${command.split(' ')[0]}`));
      expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([]);
      expect(stdout).not.toContain('\u001B');
    },
  );

  test('--version', async () => {
    await using cli = await newCli();
    expect(await cli.run(['--version'])).toMatchObject({ code: 0, stdout: `${manifest.version}\n` });
  });

  test('FORCE_COLOR colours, NO_COLOR does not', async () => {
    await using cli = await newCli();
    expect((await cli.run(['wikis', '--help'], { env: { FORCE_COLOR: '1' } })).stdout).toContain('\u001B[');
    expect((await cli.run(['wikis', '--help'], { env: { NO_COLOR: '1' } })).stdout).not.toContain('\u001B[');
  });
});

test.for([
  [[], /USAGE/],
  [['nonsense'], /There is no command nonsense/],
  [['toString'], /There is no command toString/],
  [['wikis', 'constructor'], /There is no command constructor/],
  [['whoami', 'surplus'], /whoami takes no argument "surplus"/],
  [['whoami', '--nonsense=value'], /no option --nonsense/],
  [['whoami', '--wiki'], /--wiki needs a value/],
  [['whoami', '--wiki', '--json'], /--wiki needs a value/],
  [['--json', 'whoami'], /comes before its options/],
  [['api'], /ACTION/],
  [['api', 'query', '=x'], /not key=value/],
  [['api', 'query', 'format=xml'], /format cannot be given/],
  [['api', 'query', 'a', 'a=1'], /with a value and without/],
  [['api', 'query', 'titles=@/no/such/file'], /cannot be read/],
  [['api', 'login', 'lgname=x'], /use mwkit login/],
  [['api', 'clientlogin', 'password=hunter2'], /must not be in the command line/],
  [['query', 'meta=siteinfo'], /mwkit api query/],
  [['query', 'prop=info'], /nothing to list/],
  [['query', 'list=allpages', '--limit=0'], /no number above 0/],
  [['edit', 'X'], /one of --text, --file and --append/],
  [['edit', 'X', '--text=a', '--append=b'], /one of --text, --file and --append/],
  [['edit', 'X', '--text=a', '--base-revid=x'], /not the number of a revision/],
  [['edit', 'X', '--append=a', '--base-revid=1'], /takes the page as it is/],
  [['edit', 'X', '--file=/no/such/file'], /cannot be read/],
  [['upload', 'x.png', '--chunk-size=1M'], /no number of bytes/],
  [['rest', 'page/X', '--method=patch'], /no method patch/],
  [['rest', 'page/X', '--body={}'], /GET has no body/],
  [['rest', 'page/X', '--method=put', '--body=[]'], /not a JSON object/],
] as const)('a wrong command line is exit code 2: %j', async ([args, message]) => {
  await using cli = await newCli();
  const ran = await cli.run(args);
  expect(ran.code).toBe(2);
  expect(ran.stdout + ran.stderr).toMatch(message);
  expect(ran.stdout + ran.stderr).not.toMatch(/hunter2|\n {4}at /);
});

test('errors with --json are one line of JSON on stdout', async () => {
  await using cli = await newCli();
  const ran = await cli.run(['whoami', '--nonsense', '--json']);
  expect(ran).toMatchObject({ code: 2, stderr: '' });
  expect(ran.stdout).toMatch(/^\{.*\}\n$/);
  expect(ran.json).toMatchObject({ error: { code: 'usage', message: expect.any(String), exitCode: 2 } });
});

test('the README has the exit codes and variables of the help', async () => {
  const readme = await readFile(join(import.meta.dirname, '../README.md'), 'utf8');
  const rows = [...exitCodeTexts, ...environment.map(([name, text]) => [`\`${name}\``, text])];
  for (const [name, text] of rows) expect(readme).toContain(`| ${name} | ${text} |`);
});
