import { type Browser as Chromium, chromium } from 'playwright-core';
import puppeteer, { type Browser as Firefox } from 'puppeteer-core';
import type { Env, TestResult } from '../../suite/env.ts';
import { findChromium } from '../browsers/chromium.ts';
import { findFirefox } from '../browsers/firefox.ts';
import type { Bench, Found } from './runtime.ts';

/** A page's global, set by the entry of the suite. */
declare const conformance: Promise<TestResult[]>;

const limit = 120_000;
const major = (version: string) => /(\d+)\./.exec(version)?.[1] ?? version;

/** Headless Chromium. @throws Error where it cannot be had */
export async function launchChromium(onProgress: (text: string) => void): Promise<Chromium> {
  const { program, env } = await findChromium(onProgress);
  return chromium.launch({
    executablePath: program,
    env: { ...(process.env as Record<string, string>), ...env },
    args: ['--no-sandbox'],
  });
}

/** Headless Firefox, by WebDriver BiDi. @throws Error where it cannot be had */
export async function launchFirefox(onProgress: (text: string) => void): Promise<Firefox> {
  const { program, env } = await findFirefox(onProgress);
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: program,
    env: { ...process.env, ...env },
    headless: true,
    acceptInsecureCerts: true,
    protocolTimeout: limit,
  });
}

/** Each run has cookies of its own. */
export async function openChromium({ onProgress }: Bench): Promise<Found> {
  const browser = await launchChromium(onProgress);
  return {
    name: 'chromium',
    version: major(browser.version()),
    page: true,
    async run(_env: Env, origin) {
      const context = await browser.newContext({ ignoreHTTPSErrors: true });
      try {
        const page = await context.newPage();
        await page.goto(`${origin}/suite/page.html`);
        return await within(page.evaluate(() => conformance));
      } finally {
        await context.close();
      }
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

/** Each run has cookies of its own. */
export async function openFirefox({ onProgress }: Bench): Promise<Found> {
  const browser = await launchFirefox(onProgress);
  return {
    name: 'firefox',
    version: major(await browser.version()),
    page: true,
    async run(_env: Env, origin) {
      const context = await browser.createBrowserContext();
      try {
        const page = await context.newPage();
        await page.goto(`${origin}/suite/page.html`);
        return await within(page.evaluate(() => conformance));
      } finally {
        await context.close();
      }
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
