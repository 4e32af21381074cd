import { parseOptions, usage } from './options.ts';
import { choosePlace } from './place.ts';
import { narrator, sayError } from './narrator.ts';
import { tour } from './tour.ts';

/** Runs the tour and stops everything it has started. @returns the exit code */
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
  try {
    await using place = await choosePlace(options, signal);
    const tell = narrator();
    await tour(place, tell, signal);
    return 0;
  } catch (error) {
    if (signal.aborted) {
      console.error('\nInterrupted; everything is stopped.');
      return 130;
    }
    sayError(error);
    return 1;
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  sayError(error);
  process.exitCode = 2;
}
