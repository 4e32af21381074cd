import type * as Later from './later.ts';

/** What is loaded when it is first called. */
export const later = (): Promise<typeof Later> => import('./later.ts');
