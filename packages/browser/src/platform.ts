import type { Platform } from '@mwkit/core';

/** The browser's side of the seam: it keeps the cookies and follows redirects by itself. */
export const browser: Platform = {
  fetch: (url, init) => globalThis.fetch(url, init),
  origin: () => globalThis.origin,
};
