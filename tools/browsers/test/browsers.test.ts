import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openBrowser } from '@mwkit/browsers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const html = `<!DOCTYPE html><title>page</title><img src="picture"><input name="a"><input name="b">
<output>none</output><button onclick="document.querySelector('output').value = document.querySelector('input').value">`;
const server = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(html));
let port = 0;

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => void server.close());

describe.each(['chromium', 'firefox'] as const)('%s', async (name) => {
  const options = { hosts: ['app.test'], colorScheme: 'dark', onProgress: console.warn } as const;
  const browser = await openBrowser(name, options).catch((error: Error) => error);
  // CI must run everything: there a missing browser fails
  const skip = browser instanceof Error && process.env['CI'] !== 'true';
  if (skip) console.warn(`\nSKIPPED: ${name}. ${browser.message}\n`);
  afterAll(async () => {
    if (!(browser instanceof Error)) await browser.close();
  });
  const newContext = () => {
    if (browser instanceof Error) throw browser;
    return browser.newContext();
  };

  test.skipIf(skip)('fills, clicks, presses, waits; tells what was asked for', async () => {
    await using context = await newContext();
    const page = await context.newPage();
    const url = `http://app.test:${port}/`;
    await page.goto(url);
    expect(page.requests.slice(0, 2)).toEqual([url, `${url}picture`]);
    await page.fill('[name=a]', 'first');
    await page.fill('[name=a]', 'text');
    await page.click('button');
    await page.waitFor((text) => document.querySelector('output')!.value === text, 'text');
    await page.press('Shift+Tab', '[name=b]');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('a');
    await page.press('x');
    expect(await page.evaluate(() => document.querySelector('input')!.value)).toContain('x');
    await expect(page.evaluate(() => Promise.reject(new Error('thrown there')))).rejects.toThrow('thrown there');
  });

  test.skipIf(skip)('is dark, narrow, and draws', async () => {
    await using context = await newContext();
    const page = await context.newPage();
    await page.setViewport(320, 600);
    await page.goto(`http://localhost:${port}/`);
    const seen = () => [matchMedia('(prefers-color-scheme: dark)').matches, innerWidth] as const;
    expect(await page.evaluate(seen)).toEqual([true, 320]);
    const file = path.join(tmpdir(), `mwkit-${process.pid}-${name}.png`);
    await page.screenshot(file);
    expect((await readFile(file)).subarray(1, 4).toString()).toBe('PNG');
    await rm(file);
  });

  test.skipIf(skip)('reaches this machine only, and by no name that was not given', async () => {
    await using context = await newContext();
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
    const asked = await page.evaluate(
      (urls) =>
        Promise.all(
          urls.map((url) =>
            fetch(url, { mode: 'no-cors' }).then(
              () => 'answer',
              () => 'nothing',
            ),
          ),
        ),
      [`http://app.test:${port}/`, `http://wiki.test:${port}/`, 'http://192.0.2.1/', 'https://www.mediawiki.org/'],
    );
    expect(asked).toEqual(['answer', 'nothing', 'nothing', 'nothing']);
  });
});
