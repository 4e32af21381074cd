import { openBrowser, type BrowserContext, type BrowserName, type OpenOptions, type Page } from '@mwkit/browsers';
import { afterAll } from 'vitest';
import type { Site } from './site.ts';

/** A browser for the tests of one file, which ends it. */
export interface TestedBrowser {
  readonly name: BrowserName;
  /** It cannot be had here, and need not. */
  readonly skip: boolean;
  newContext(): Promise<BrowserContext>;
  /** The page of a site, in a context of its own. */
  open(site: Site): Promise<OpenedPage>;
}

export interface OpenedPage extends AsyncDisposable {
  readonly page: Page;
  readonly context: BrowserContext;
}

export async function startBrowser(name: BrowserName, options: OpenOptions): Promise<TestedBrowser> {
  const browser = await openBrowser(name, { ...options, onProgress: console.warn }).catch((error: Error) => error);
  // CI must run everything: there a missing browser fails
  const skip = browser instanceof Error && process.env['CI'] !== 'true';
  if (skip) console.warn(`\nSKIPPED: pages in ${name}. ${browser.message}\n`);
  afterAll(async () => {
    if (!(browser instanceof Error)) await browser.close();
  });
  const newContext = async () => {
    if (browser instanceof Error) throw browser;
    return browser.newContext();
  };
  return {
    name,
    skip,
    newContext,
    async open(site) {
      const context = await newContext();
      return { context, page: await openPage(context, site), [Symbol.asyncDispose]: () => context.close() };
    },
  };
}

export async function openPage(context: BrowserContext, site: Site): Promise<Page> {
  const page = await context.newPage();
  await page.goto(site.page);
  return page;
}

/** Chromium and Firefox, as they come. */
export function startBrowsers(hosts: readonly string[]): Promise<TestedBrowser[]> {
  return Promise.all((['chromium', 'firefox'] as const).map((name) => startBrowser(name, { hosts })));
}
