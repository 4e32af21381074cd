import type { Exchange, Wiki, WikiOptions } from '@mwkit/core';
import type { Adapter, Env, Need } from './env.ts';
import { QUnit } from './qunit.ts';

export const userAgent = 'mwkit-conformance/1.0 (conformance@wiki.example)';

/** A client, and each HTTP request that it has made. */
export interface Opened {
  readonly wiki: Wiki;
  readonly exchanges: Exchange[];
}

/** What a theme is written with. */
export interface Suite {
  readonly adapter: Adapter;
  readonly env: Env;
  /** A group of tests; its name begins theirs. */
  readonly theme: (name: string, tests: () => void) => void;
  /** A test that needs these of the wiki, and is skipped with a reason where one is missing. */
  readonly test: (name: string, needs: readonly Need[], run: (assert: Assert) => Promise<void>) => void;
  /** A new client of the wiki under test, signed in as nobody. */
  readonly open: (options?: Partial<WikiOptions>) => Opened;
  /** A client of another URL, which waits for nothing. */
  readonly openAt: (url: string, options?: Partial<WikiOptions>) => Opened;
}

/** Reasons of the tests that were skipped, by `theme > name`. */
export const skipped: Map<string, string> = new Map();

export function createSuite(adapter: Adapter, env: Env): Suite {
  let current = '';
  const openAt = (url: string, options: Partial<WikiOptions> = {}): Opened => {
    const exchanges: Exchange[] = [];
    const onExchange = (exchange: Exchange): void => void exchanges.push(exchange);
    return { wiki: adapter.createWiki(url, { userAgent, onExchange, ...options }), exchanges };
  };
  return {
    adapter,
    env,
    theme(name, tests) {
      current = name;
      QUnit.module(name, { beforeEach: () => forgetCookies(env) }, tests);
    },
    test(name, needs, run) {
      const full = `${current} > ${name}`;
      const reason =
        env.skips.find((skip) => new RegExp(skip.test).test(full))?.reason ??
        needs.map((need) => env.lacks[need]).find(Boolean);
      if (reason === undefined) return QUnit.test(name, run);
      skipped.set(full, reason);
      QUnit.test.skip(name, run);
    },
    open: (options) => openAt(env.api, options),
    openAt: (url, options) => openAt(url, { maxWait: 0, ...options }),
  };
}

/** A browser keeps the cookies of the test before, and hides them from the page: the helper server sees and ends them. */
async function forgetCookies(env: Env): Promise<void> {
  if (env.page) await fetch(`${env.helper}/forget`, { method: 'POST' });
}

/** What a failure says, as plain data. @throws Error where there was none */
export async function failure(promise: Promise<unknown>): Promise<Record<string, unknown>> {
  const error = await rejection(promise);
  return { ...Object.fromEntries(Object.entries(error)), name: error.name, message: error.message };
}

/** What a promise was rejected with. @throws Error where it was not */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  const value = await promise.then(
    (result) => ({ result }),
    (error: unknown) => ({ error }),
  );
  if ('error' in value) return value.error as Error;
  throw new Error(`it did not fail: ${JSON.stringify(value.result)}`);
}

/** A title of this test alone. */
export function newTitle(about: string): string {
  return `Conformance ${about} ${crypto.randomUUID().slice(0, 8)}`;
}
