import { expect, test } from 'vitest';
import { createTestWiki } from '../src/index.ts';
import { Browser, alice } from './browser.ts';

async function open() {
  const browser = new Browser(createTestWiki());
  await browser.login(...alice);
  const ask = async (query: Record<string, string>) => {
    const url = `${browser.wiki.api}?${new URLSearchParams({ action: 'query', format: 'json', formatversion: '2', ...query })}`;
    return (await browser.send(url)).text();
  };
  return { browser, ask };
}

test('a call of the function, as nobody', async () => {
  const { browser, ask } = await open();
  const text = await ask({ meta: 'userinfo', callback: 'show' });
  expect(text).toBe('/**/show({"batchcomplete":true,"query":{"userinfo":{"id":0,"name":"127.0.0.1","anon":true}}})');
  expect(browser.response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(browser.response.headers.get('mediawiki-login-suppressed')).toBe('true');
});

test('what no name has is taken out of it', async () => {
  const { ask } = await open();
  expect(await ask({ callback: `a.b['c']["d_1"]` })).toMatch(/^\/\*\*\/a\.b\['c'\]\["d_1"\]\(/u);
  expect(await ask({ callback: 'alert(1);x//é-$' })).toMatch(/^\/\*\*\/alert1x\(/u);
});

test('no tokens, no sign-in, no token for another wiki', async () => {
  const { browser, ask } = await open();
  const body = (text: string) => JSON.parse(/^\/\*\*\/f\((.*)\)$/su.exec(text)?.[1] ?? '');
  const tokens = body(await ask({ meta: 'tokens', callback: 'f', errorformat: 'none' }));
  expect(tokens).toMatchObject({ warnings: [{ code: 'tokens-origin', module: 'query+tokens' }] });
  expect(tokens).not.toHaveProperty('query.tokens');
  const login = new URLSearchParams({ action: 'login', lgname: 'Alice', format: 'json', errorformat: 'none' });
  const answer = await browser.send(`${browser.wiki.api}?callback=f`, { method: 'POST', body: login });
  expect(body(await answer.text()).login.reason.code).toBe('api-login-fail-sameorigin');
});

test('in another format the callback does nothing but make the call nobody’s', async () => {
  const { ask } = await open();
  const text = await ask({ meta: 'userinfo', callback: 'f', format: 'xml' });
  expect(text).toMatch(/^<\?xml .*name="127\.0\.0\.1"/u);
});
