// What tests have a page do. `name` is that of a wiki object of the page.
import type { Page } from '@mwkit/browsers';
import type { Across, Outcome } from './page.ts';
import { accounts } from './wikis.ts';

declare const across: Across;

type Options = Parameters<Across['open']>[2];
const { name: username, password } = accounts.user;

/** Makes a wiki object. */
export function open(page: Page, name: string, api: string, options: Options = {}): Promise<void> {
  return page.evaluate((name, api, options) => across.open(name, api, options), name, api, options);
}

/** Alice, by clientlogin. */
export function signIn(page: Page, name: string): Promise<Outcome> {
  return page.evaluate((name, who, secret) => across.clientLogin(name, who, secret), name, username, password);
}

/** By a bot password. */
export function logIn(page: Page, name: string, bot: { readonly name: string; readonly password: string }) {
  return page.evaluate((name, who, secret) => across.login(name, who, secret), name, bot.name, bot.password);
}

export function edit(page: Page, name: string, title: string, more: Record<string, string> = {}): Promise<Outcome> {
  return page.evaluate((name, title, more) => across.write(name, title, more), name, title, more);
}

/** A search for "Main" by REST. Browsers keep the answer for some minutes: another `limit` makes it another request. */
export function search(page: Page, name: string, limit: number): Promise<Outcome> {
  return page.evaluate((name, limit) => across.readRest(name, 'Main', limit), name, limit);
}

/** Why the last call of this wiki object that failed did. */
export function explain(page: Page, name: string): Promise<string> {
  return page.evaluate((name) => across.explain(name), name);
}
