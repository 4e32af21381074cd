import { findApi } from '@mwkit/node';
import { parseOptions, usage } from './options.ts';
import { openPlayground } from './playground.ts';

const userAgent = 'mwkit-playground/0.0.0 (https://github.com/mwkit/mwkit)';

/** Serves the page until it is interrupted. @returns the exit code */
async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  if (options === 'help') {
    console.log(usage);
    return 0;
  }
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort());
  process.once('SIGTERM', () => interrupted.abort());
  const { signal } = interrupted;
  const own = options.wiki === undefined ? undefined : await findApi(options.wiki, { userAgent, signal });
  await using playground = await openPlayground({ port: options.port, own });
  console.log(`\n  The playground: ${playground.url}\n  Ctrl-C ends it.\n`);
  // it may have been interrupted while it was opening
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
