import type { Browser, BrowserName, OpenOptions } from './browser.ts';
import { openChromium } from './chromium.ts';
import { openFirefox } from './firefox.ts';

export { makeCertificate, type Certificate } from './certificate.ts';
export type { Browser, BrowserContext, BrowserName, OpenOptions, Page } from './browser.ts';

/**
 * Starts a browser: the one that is installed, else one that is unpacked or fetched into the cache folder, once.
 * @throws Error where it cannot be had
 */
export function openBrowser(name: BrowserName, options: OpenOptions = {}): Promise<Browser> {
  return name === 'chromium' ? openChromium(options) : openFirefox(options);
}
