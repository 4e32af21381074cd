import { Interrupted } from './errors.ts';

const controller = new AbortController();

/** Aborted by Ctrl-C: requests and waits end. A second Ctrl-C ends the process at once. */
export const interrupted: AbortSignal = controller.signal;

export function listenForInterrupt(): void {
  process.once('SIGINT', () => controller.abort(new Interrupted()));
}
