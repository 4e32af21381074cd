import { openBrowser, type BrowserName } from '@mwkit/browsers';
import type { Env, TestResult } from '../../suite/env.ts';
import type { Bench, Found } from './runtime.ts';

/** A page's global, set by the entry of the suite. */
declare const conformance: Promise<TestResult[]>;

const limit = 120_000;

/** A headless browser. Each run has cookies of its own. */
export async function openPages(name: BrowserName, { onProgress }: Bench): Promise<Found> {
  const browser = await openBrowser(name, { onProgress });
  return {
    name,
    version: browser.version,
    page: true,
    async run(_env: Env, origin) {
      await using context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`${origin}/suite/page.html`);
      return await within(page.evaluate(() => conformance));
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

async function within<T>(results: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`the page had no result in ${limit / 1000} seconds`)), limit);
  try {
    return await Promise.race([results, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
