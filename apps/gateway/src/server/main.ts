#!/usr/bin/env node
import { help, readOptions, StartError } from './options.ts';
import { start } from './start.ts';

/** Milliseconds for calls under way when the server is to end; those who run servers kill after 30 seconds. */
const patience = 25_000;

try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options) {
    const server = await start(options, process.env);
    console.error(`mwkit-gateway listens on ${server.url}`);
    let ending = false;
    const end = async () => {
      // who asks twice does not want to wait
      if (ending) process.exit(1);
      ending = true;
      await server.close(patience);
      process.exit(0);
    };
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end());
  } else console.log(help);
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(`mwkit-gateway: ${error.message}`);
  process.exitCode = 1;
}
