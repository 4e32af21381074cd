import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { prepareWiki, unavailable } from '../src/index.ts';

const skipIf = Boolean(await unavailable()) && !process.env['CI']; // real-wiki.test.ts says why
const source = path.join(import.meta.dirname, '../src');

test.skipIf(skipIf)(
  'a wiki ends with the process that started it, also when that is killed',
  { timeout: 300_000 },
  async () => {
    await prepareWiki('1.43');
    const code = `
    import { startWiki } from ${JSON.stringify(path.join(source, 'index.ts'))};
    console.log((await startWiki({ version: '1.43' })).api);
    setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module-typescript', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [api] = (await once(parent.stdout, 'data')) as [Buffer];
    expect((await fetch(String(api).trim())).status).toBe(200);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    await expect
      .poll(
        () =>
          fetch(String(api).trim()).then(
            () => 'answers',
            () => 'gone',
          ),
        { timeout: 5000 },
      )
      .toBe('gone');
  },
);

/** Exit code, and what was printed: stdout, or stderr where it failed. */
const main = (...words: string[]) =>
  promisify(execFile)(process.execPath, [path.join(source, 'main.ts'), ...words]).then(
    ({ stdout }) => ({ code: 0, text: stdout }),
    (error: { code: number; stderr: string }) => ({ code: error.code, text: error.stderr }),
  );

test('the command line says what is wrong', async () => {
  expect(await main('--help')).toMatchObject({ code: 0, text: expect.stringContaining('1.39 or 1.43') });
  expect(await main('1.40')).toMatchObject({
    code: 2,
    text: expect.stringContaining('Say one version: 1.39 or 1.43.'),
  });
  expect(await main('1.43', '--overlay', 'nosuch')).toMatchObject({
    code: 2,
    text: expect.stringContaining('There is no overlay "nosuch"'),
  });
  expect(await main('1.43', '--nosuch')).toMatchObject({ code: 2, text: expect.stringContaining("'--nosuch'") });
});
