import type * as Later from './later.ts';

/** What is loaded when it is first called. */
export const later = (): Promise<typeof Later> => import('./later.ts');

/** The same where a failure must be told even if nothing can be loaded: then `undefined`. */
export const laterIfReached = (): Promise<typeof Later | undefined> => later().catch(() => undefined);
