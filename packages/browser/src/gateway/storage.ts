import { GatewayError } from './errors.ts';

/** The browser's own. @throws GatewayError `storage-refused` where it keeps the page from it (HTML standard, Web storage: SecurityError) */
export function storageOf(name: 'localStorage' | 'sessionStorage'): Storage {
  try {
    return globalThis[name];
  } catch {
    throw new GatewayError('storage-refused', `The browser lets this page have no ${name}.`);
  }
}
