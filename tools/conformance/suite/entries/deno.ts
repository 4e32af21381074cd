import * as adapter from '@mwkit/deno';
import { oauth, oauth1 } from '@mwkit/deno/oauth';
import { conform, type Env } from '../main.ts';

declare const Deno: {
  readonly env: { get(name: string): string | undefined };
  exit(code: number): never;
};

const env = JSON.parse(Deno.env.get('MWKIT_CONFORMANCE') ?? '') as Env;
const results = await conform({ ...adapter, oauth, oauth1 }, env, (unhandled) => {
  globalThis.addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    unhandled.set(event.promise, event.reason);
  });
});
console.log(`@@${JSON.stringify(results)}`);
Deno.exit(0);
