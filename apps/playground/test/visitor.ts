import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from '@mwkit/browsers';
import axeCore from 'axe-core';

const shots = fileURLToPath(new URL('../../../.cache/playground/', import.meta.url));

/** Somebody at the page, in a browser context of their own. */
export interface Visitor extends AsyncDisposable {
  readonly page: Page;
  chooseWiki(id: string): Promise<void>;
  /** Chooses an option of a native select. */
  choose(selector: string, value: string): Promise<void>;
  /** Fills fields in, by name. */
  enter(values: { readonly [name: string]: string }): Promise<void>;
  submit(): Promise<void>;
  text(selector: string): Promise<string>;
  valueOf(name: string): Promise<string>;
  /** Describes the element that has the focus: its name, or its class and text. */
  focus(): Promise<{ readonly name: string; readonly className: string; readonly text: string }>;
  /** The serious and critical violations that axe finds. @param rules those of axe that are wanted; default: all */
  audit(...rules: string[]): Promise<readonly string[]>;
  /** Writes `.cache/playground/<name>.png`. */
  shoot(name: string): Promise<void>;
  /** Whether one of these texts is anywhere in the page, in what it keeps, or in a URL. */
  holds(...secrets: string[]): Promise<boolean>;
  /** Hosts that were asked for anything, other than this machine. */
  strangers(): readonly string[];
}

/** @param width of the window in CSS pixels */
export async function visit(browser: Browser, url: string, width = 1280): Promise<Visitor> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.setViewport(width, 900);
  await page.goto(url);
  await page.waitFor(ready);

  const choose = (selector: string, value: string) =>
    page.evaluate(
      (selector, value) => {
        const select = document.querySelector<HTMLSelectElement>(selector)!;
        select.value = value;
        select.dispatchEvent(new Event('change', { bubbles: true }));
      },
      selector,
      value,
    );
  const settle = () =>
    page.evaluate(() => Promise.allSettled(document.getAnimations().map((one) => one.finished)).then(() => true));
  return {
    page,
    choose,
    async chooseWiki(id) {
      await choose('[name=wiki]', id);
      await page.waitFor(ready);
    },
    async enter(values) {
      for (const [name, value] of Object.entries(values)) await page.fill(`form [name=${name}]`, value);
    },
    submit: () => page.click('main form button[type=submit]'),
    text: (selector) =>
      page.evaluate((selector) => document.querySelector<HTMLElement>(selector)?.innerText ?? '', selector),
    valueOf: (name) =>
      page.evaluate((name) => document.querySelector<HTMLInputElement>(`form [name=${name}]`)!.value, name),
    focus: () =>
      page.evaluate(() => {
        const { className = '', textContent = '' } = document.activeElement ?? {};
        return { name: document.activeElement?.getAttribute('name') ?? '', className, text: textContent ?? '' };
      }),
    async audit(...rules) {
      await settle();
      if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(installAxe);
      return page.evaluate(async (rules) => {
        const only = rules.length > 0 ? { runOnly: rules } : {};
        const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'], ...only });
        return violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
      }, rules);
    },
    async shoot(name) {
      await mkdir(shots, { recursive: true });
      await settle();
      await page.screenshot(`${shots}${name}.png`);
    },
    holds: (...secrets) =>
      page.evaluate((secrets) => {
        const everything = [
          document.documentElement.outerHTML,
          ...[...document.querySelectorAll('input')].map(({ value }) => value),
          ...[localStorage, sessionStorage].map((storage) => JSON.stringify(Object.entries(storage))),
          location.href,
          ...performance.getEntriesByType('resource').map(({ name }) => name),
        ].join();
        return secrets.some((secret) => everything.includes(secret));
      }, secrets),
    strangers: () => page.requests.filter((url) => !/^(http:\/\/(localhost|127\.0\.0\.1):\d+\/|data:)/.test(url)),
    [Symbol.asyncDispose]: () => context.close(),
  };
}

declare global {
  var axe: typeof axeCore;
}

// evaluate() takes a function by its text: the page's policy would not let it evaluate one
const installAxe = { toString: () => `() => { ${axeCore.source} }` } as unknown as () => void;

/** Whether a wiki is open and has said what it asks for. */
function ready(): boolean {
  const panel = document.querySelector('.cdx-tab:not([aria-hidden=true])');
  return panel !== null && panel.childElementCount > 0 && !panel.querySelector('[aria-busy=true]');
}
