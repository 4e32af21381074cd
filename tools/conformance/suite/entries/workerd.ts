import * as adapter from '@mwkit/workers';
import { oauth, oauth1 } from '@mwkit/workers/oauth';
import { conform, type Env } from '../main.ts';

/** Run by `workerd test`; the binding is text. */
export default {
  async test(_controller: unknown, { MWKIT_CONFORMANCE }: { MWKIT_CONFORMANCE: string }): Promise<void> {
    const env = JSON.parse(MWKIT_CONFORMANCE) as Env;
    const results = await conform({ ...adapter, oauth, oauth1 }, env, (unhandled) => {
      globalThis.addEventListener('unhandledrejection', ({ promise, reason }) => unhandled.set(promise, reason));
      // with old compatibility dates it tells too early, and takes it back
      globalThis.addEventListener('rejectionhandled', ({ promise }) => unhandled.delete(promise));
    });
    console.log(`@@${JSON.stringify(results)}`);
  },
};
