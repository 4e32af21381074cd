import { expect, test } from 'vitest';
import { parseOptions, usage } from '../src/server/options.ts';
import { openPlayground } from '../src/server/playground.ts';
import { wikiIds } from '../src/server/place.ts';

test('the command line', () => {
  expect(parseOptions([])).toEqual({ wiki: undefined, port: 0 });
  expect(parseOptions(['--wiki', 'https://wiki.example', '--port', '8080'])).toEqual({
    wiki: 'https://wiki.example',
    port: 8080,
  });
  expect(parseOptions(['-h'])).toBe('help');
  for (const wrong of [['--wiki', 'wiki'], ['--port', 'x'], ['--port', '70000'], ['--colour'], ['more']])
    expect(() => parseOptions(wrong)).toThrow(usage);
});

test('the page comes with a strict policy, and nothing but its own files', async () => {
  await using playground = await openPlayground();
  const page = await fetch(playground.url);
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
  expect(policy).toContain("form-action 'none'");
  expect(policy).not.toContain('unsafe');
  const html = await page.text();
  expect(html).toContain('<title>mwkit playground</title>');
  expect(html.match(/(?:src|href)="[^"]*"/g)).toEqual(expect.arrayContaining([expect.stringMatching(/="\/assets\//)]));
  expect(html).not.toMatch(/https?:\/\//);
  for (const path of ['nothing', '../package.json', '%2e%2e/server/main.js', 'assets'])
    expect((await fetch(playground.url + path)).status, path).toBe(404);
  expect((await fetch(playground.url, { method: 'POST' })).status).toBe(404);
});

test('the wikis list the page, but for the one that shows what happens if not', async () => {
  await using playground = await openPlayground();
  expect(playground.place.wikis.map(({ id }) => id)).toEqual(wikiIds);
  const origin = new URL(playground.url).origin;
  for (const { id, api } of playground.place.wikis) {
    expect(new URL(api).hostname).toBe('localhost');
    const query = `?action=query&format=json&origin=${encodeURIComponent(origin)}`;
    const { headers } = await fetch(api.replace('localhost', '127.0.0.1') + query, { headers: { origin } });
    expect(headers.get('access-control-allow-origin'), id).toBe(id === 'unlisted' ? null : origin);
  }
});
