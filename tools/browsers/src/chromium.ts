import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext as Context, type LaunchOptions, type Page as Tab } from 'playwright-core';
import type { Browser, BrowserContext, OpenOptions, Page } from './browser.ts';
import { doesNotStart } from './find.ts';
import { findChromium } from './find-chromium.ts';
import { common, patience } from './page.ts';

export async function openChromium(options: OpenOptions): Promise<Browser> {
  const found = await findChromium(options.onProgress ?? (() => {}));
  const names = [...(options.hosts ?? []).map((host) => `MAP ${host} 127.0.0.1`), 'MAP * ~NOTFOUND'];
  const rules = [...names, 'EXCLUDE localhost', 'EXCLUDE 127.0.0.1'].join(',');
  const launch: LaunchOptions = {
    executablePath: found.program,
    env: { ...(process.env as Record<string, string>), ...found.env },
    args: ['--no-sandbox', `--host-resolver-rules=${rules}`],
  };
  const browser = await chromium.launch(launch).catch((error: Error) => {
    throw doesNotStart(found, error);
  });
  const contextOptions = { ignoreHTTPSErrors: true, colorScheme: options.colorScheme ?? 'light' };
  const persistent: Context[] = [];
  const close = async () => void (await Promise.all([browser, ...persistent].map((one) => one.close())));
  return {
    name: 'chromium',
    version: /^\d+/.exec(browser.version())?.[0] ?? browser.version(),
    async newContext() {
      if (options.thirdPartyCookies !== 'allowed') return contextOf(await browser.newContext(contextOptions), options);
      const profile = await profileWithCookies();
      const context = await chromium.launchPersistentContext(profile, { ...launch, ...contextOptions });
      context.once('close', () => void rm(profile, { recursive: true, force: true, maxRetries: 5 }));
      persistent.push(context);
      return contextOf(context, options);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Only a profile's own preferences allow third-party cookies, and only a persistent context has a profile. */
async function profileWithCookies(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'mwkit-chromium-'));
  await mkdir(path.join(folder, 'Default'));
  await writeFile(path.join(folder, 'Default/Preferences'), '{"profile":{"cookie_controls_mode":0}}');
  return folder;
}

function contextOf(context: Context, { thirdPartyCookies }: OpenOptions): BrowserContext {
  const close = () => context.close();
  return {
    async newPage() {
      const tab = await context.newPage();
      tab.setDefaultTimeout(patience);
      if (thirdPartyCookies === 'blocked') await blockThirdPartyCookies(context, tab);
      return pageOf(tab);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function blockThirdPartyCookies(context: Context, tab: Tab): Promise<void> {
  const session = await context.newCDPSession(tab);
  await session.send('Network.enable');
  await session.send('Network.setCookieControls', {
    enableThirdPartyCookieRestriction: true,
  });
}

function pageOf(tab: Tab): Page {
  const requests: string[] = [];
  tab.on('request', (request) => requests.push(request.url()));
  return {
    requests,
    ...common(
      (expression) => tab.evaluate(expression),
      (selector) => tab.waitForSelector(selector),
    ),
    goto: async (url) => void (await tab.goto(url)),
    fill: (selector, text) => tab.fill(selector, text),
    click: (selector) => tab.click(selector),
    press: (key, selector) => (selector === undefined ? tab.keyboard.press(key) : tab.press(selector, key)),
    setViewport: (width, height) => tab.setViewportSize({ width, height }),
    screenshot: async (file) => void (await tab.screenshot({ path: file, fullPage: true })),
    close: () => tab.close(),
  };
}
