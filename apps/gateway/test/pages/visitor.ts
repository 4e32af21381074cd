import type { BrowserContext, Page } from '@mwkit/browsers';
import type { Sites } from './sites.ts';
import type { App } from './page.ts';

declare const app: App;

/** Which app: on the gateway's own site, or on another. */
export interface Kind {
  readonly keep: 'cookie' | 'bearer';
  readonly host: 'app.wiki.test' | 'other.test';
}

export const kinds: readonly Kind[] = [
  { keep: 'cookie', host: 'app.wiki.test' },
  { keep: 'bearer', host: 'other.test' },
];

/** The URL of an app that uses this gateway. */
export function appAt(sites: Sites, gateway: string, { keep, host }: Kind): string {
  return `${sites.origin(host)}/?${new URLSearchParams({ gateway, keep })}`;
}

/** A tab with the app in it. */
export async function openApp(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await page.waitFor('#opened');
  return page;
}

/** To the wiki, where Alice allows it or not, and back. */
export async function signIn(page: Page, answer: 'user=Alice' | 'deny=1' = 'user=Alice'): Promise<void> {
  await page.evaluate(() => app.signIn());
  await page.waitFor(`a[href*="${answer}"]`);
  await page.click(`a[href*="${answer}"]`);
}
