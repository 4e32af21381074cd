import { conform, type Adapter, type Env } from '../main.ts';

/** What Node and Bun have in common, and Deno has too. */
declare const process: {
  readonly env: { readonly [name: string]: string | undefined };
  on(event: 'unhandledRejection', listener: (reason: unknown, promise: Promise<unknown>) => void): void;
  exit(code: number): never;
};

/** Runs the suite with the environment of the process; its last line is the result. */
export async function run(adapter: Adapter): Promise<never> {
  const env = JSON.parse(process.env['MWKIT_CONFORMANCE'] ?? '') as Env;
  const results = await conform(adapter, env, (unhandled) =>
    process.on('unhandledRejection', (reason, promise) => void unhandled.set(promise, reason)),
  );
  console.log(`@@${JSON.stringify(results)}`);
  // a connection that is kept open would hold the process
  process.exit(0);
}
