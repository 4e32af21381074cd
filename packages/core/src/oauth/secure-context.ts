import { UsageError } from '../errors.ts';

/** @throws UsageError `insecure-context` in a page without WebCrypto (https://www.w3.org/TR/secure-contexts/); elsewhere there is no such word */
export function needSecureContext(): void {
  if ('isSecureContext' in globalThis && !isSecureContext)
    throw new UsageError('insecure-context', 'This page came over a connection that is not secure.');
}
