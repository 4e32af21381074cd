import type { FlowSnapshot } from '@mwkit/browser';
import type { Deed } from '../code.ts';
import type { Seen } from '../seen.ts';
import type { Choice } from '../visit.ts';

/** A flow in the middle, and what belongs to it, over a reload or a trip to an identity provider. Holds no password. */
export interface SavedFlow {
  readonly choice: Choice;
  readonly flow: FlowSnapshot;
  readonly deeds: readonly Deed[];
  readonly exchanges: readonly Seen[];
}

const key = 'playground flow';

export function keepFlow(saved: SavedFlow): void {
  sessionStorage.setItem(key, JSON.stringify(saved));
}

export function forgetFlow(): void {
  sessionStorage.removeItem(key);
}

export function keptFlow(): SavedFlow | undefined {
  const text = sessionStorage.getItem(key);
  return text === null ? undefined : (JSON.parse(text) as SavedFlow);
}

/** Where a provider sends the browser back to: the page, with a state of its own. */
export const newReturnUrl = (): string => `${location.origin}/?back=${crypto.randomUUID()}`;

/** The URL that a provider sent the browser to; what it brought disappears from the address at once. */
export function takeReturn(): string | undefined {
  const { href, search } = location;
  if (!new URLSearchParams(search).has('back')) return undefined;
  history.replaceState(undefined, '', '/');
  return href;
}
