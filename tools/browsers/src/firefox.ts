import puppeteer, { type BrowserContext as Context, type KeyInput, type Page as Tab } from 'puppeteer-core';
import type { Browser, BrowserContext, OpenOptions, Page } from './browser.ts';
import { doesNotStart } from './find.ts';
import { findFirefox } from './find-firefox.ts';
import { common, patience } from './page.ts';

/** By WebDriver BiDi: Playwright drives only a Firefox of its own. */
export async function openFirefox(options: OpenOptions): Promise<Browser> {
  const found = await findFirefox(options.onProgress ?? (() => {}));
  const launched = puppeteer.launch({
    browser: 'firefox',
    executablePath: found.program,
    env: { ...process.env, ...found.env },
    headless: true,
    acceptInsecureCerts: true,
    extraPrefsFirefox: preferences(options),
    // a suite of tests is one evaluation
    protocolTimeout: 120_000,
  });
  const browser = await launched.catch((error: Error) => {
    throw doesNotStart(found, error);
  });
  const close = () => browser.close();
  return {
    name: 'firefox',
    version: /(\d+)\./.exec(await browser.version())?.[1] ?? '',
    newContext: async () => contextOf(await browser.createBrowserContext()),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** What is not on this machine goes to a proxy that does not exist. */
function preferences({ hosts = [], thirdPartyCookies, colorScheme = 'light' }: OpenOptions): Record<string, unknown> {
  const nowhere = Object.fromEntries(
    ['http', 'ssl'].flatMap((scheme) => [
      [`network.proxy.${scheme}`, '127.0.0.1'],
      [`network.proxy.${scheme}_port`, 9],
    ]),
  );
  return {
    'network.dns.localDomains': hosts.join(','),
    'network.proxy.type': 1,
    ...nowhere,
    'network.proxy.no_proxies_on': hosts.join(','),
    'layout.css.prefers-color-scheme.content-override': colorScheme === 'dark' ? 0 : 1,
    ...(thirdPartyCookies && { 'network.cookie.cookieBehavior': thirdPartyCookies === 'allowed' ? 0 : 1 }),
  };
}

function contextOf(context: Context): BrowserContext {
  const close = () => context.close();
  return {
    async newPage() {
      const tab = await context.newPage();
      tab.setDefaultTimeout(patience);
      return pageOf(tab);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function pageOf(tab: Tab): Page {
  const requests: string[] = [];
  tab.on('request', (request) => requests.push(request.url()));
  const both = common(
    (expression) => tab.evaluate(expression),
    (selector) => tab.waitForSelector(selector, { visible: true }),
  );
  return {
    requests,
    ...both,
    goto: async (url) => void (await tab.goto(url)),
    // not by puppeteer's locators: they evaluate text, which the policy of a page may forbid
    async fill(selector, text) {
      await both.waitFor(isReady, selector);
      await both.evaluate(replaceText, selector, text);
    },
    async click(selector) {
      await both.waitFor(isReady, selector);
      await tab.click(selector);
    },
    async press(keys, selector) {
      if (selector !== undefined) await tab.focus(selector);
      const held = keys.split('+') as KeyInput[];
      const last = held.pop()!;
      for (const key of held) await tab.keyboard.down(key);
      await tab.keyboard.press(last);
      for (const key of held) await tab.keyboard.up(key);
    },
    async setViewport(width, height) {
      await tab.setViewport({ width, height }).catch((error: Error) => {
        // sent beside the size; Firefox 140 knows no orientation
        if (!error.message.includes('setScreenOrientationOverride')) throw error;
      });
      await both.waitFor((wanted) => innerWidth === wanted, width);
    },
    screenshot: async (file) => void (await tab.screenshot({ path: file, fullPage: true })),
    close: () => tab.close(),
  };
}

function isReady(selector: string): boolean {
  const element = document.querySelector<HTMLInputElement>(selector);
  return element !== null && element.checkVisibility() && !element.disabled;
}

function replaceText(selector: string, text: string): void {
  const field = document.querySelector<HTMLInputElement>(selector)!;
  field.focus();
  field.value = text;
  for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
}
