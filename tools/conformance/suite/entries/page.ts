import * as adapter from '@mwkit/browser';
import { oauth, oauth1 } from '@mwkit/browser/oauth';
import { conform, type Env, type TestResult } from '../main.ts';

async function run(): Promise<TestResult[]> {
  const response = await fetch('/suite/env.json');
  return conform({ ...adapter, oauth, oauth1 }, (await response.json()) as Env, (unhandled) => {
    addEventListener('unhandledrejection', ({ promise, reason }) => unhandled.set(promise, reason));
  });
}

declare global {
  /** The results, for the driver of the browser. */
  var conformance: Promise<TestResult[]>;
}
globalThis.conformance = run();
