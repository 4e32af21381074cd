import { openOutside } from '../browser.ts';
import { interrupted } from '../interrupt.ts';
import { notice } from '../notice.ts';
import type { Loopback } from './loopback.ts';

/**
 * Sends the browser away and waits for it. The URL is printed alone in its line, to be copied where no browser opens.
 * @throws what `back.wait` throws
 */
export async function visit<T>(target: string, back: Loopback<T>, opens = true): Promise<T> {
  // as it is sent: without control characters
  const url = new URL(target).href;
  const how = 'Go on in the browser. If it does not open by itself, open this address on this machine:';
  notice('info', opens ? how : 'Open this address on this machine:');
  process.stderr.write(`   ${url}\n`);
  const returned = back.wait(interrupted);
  if (opens) openOutside(url);
  notice('info', 'Waiting up to 5 minutes for the browser to come back; Ctrl-C gives up.');
  const came = await returned;
  notice('done', 'The browser is back.');
  return came;
}
