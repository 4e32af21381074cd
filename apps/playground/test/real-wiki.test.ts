import { openBrowser } from '@mwkit/browsers';
import { startWiki, unavailable } from '@mwkit/wiki';
import { expect, test } from 'vitest';
import { openPlayground } from '../src/server/playground.ts';
import { visit } from './visitor.ts';

const browser = await openBrowser('chromium', { onProgress: console.warn }).catch((error: Error) => error);
const reason = browser instanceof Error ? browser.message : await unavailable();
// CI must run everything: there a missing browser or PHP fails
const skip = reason !== undefined && process.env['CI'] !== 'true';
if (skip) console.warn(`\nSKIPPED: the playground on MediaWiki 1.43. ${reason}\n`);

test.skipIf(skip)(
  'on MediaWiki 1.43: the form in German, a wrong password, a sign-in, an edit, a sign-out',
  async () => {
    if (browser instanceof Error) throw browser;
    await using _ = browser;
    await using wiki = await startWiki({ version: '1.43', overlays: ['cors'], host: 'localhost' });
    const { name, password } = wiki.accounts.user;
    await using playground = await openPlayground({ own: wiki.api });
    await using visitor = await visit(browser, playground.url);
    const { page } = visitor;
    await visitor.choose('#language', 'de');
    await page.waitFor(() => document.querySelector<HTMLElement>('.flow label')?.innerText.startsWith('Benutzername'));

    await page.fill('.flow [name=username]', name);
    await page.fill('.flow [name=password]', 'a-wrong-password');
    await page.click('.flow button[type=submit]');
    await page.waitFor('.flow .cdx-message--error');
    expect(await visitor.text('.flow .said')).toMatch(/wrongpassword[^]*Passwort/);
    await page.fill('.flow [name=password]', password);
    await page.click('.flow button[type=submit]');
    await page.waitFor('.sign-out');
    expect(await visitor.text('.said')).toBe(`Angemeldet als ${name}.`);
    expect(await visitor.holds(password, 'a-wrong-password')).toBe(false);

    await page.click('.cdx-tabs__list button:nth-of-type(3)');
    await page.click('.hints button:nth-of-type(2)');
    await page.click('.target ~ .actions button');
    await page.waitFor('#answer');
    expect(await visitor.text('[aria-labelledby=answer]')).toContain('"result": "Success"');
    await page.click('.cdx-tabs__list button:nth-of-type(1)');
    await page.click('.sign-out');
    await page.waitFor('.flow [name=username]');
    expect(visitor.strangers()).toEqual([]);
  },
);
