import { UsageError } from '../errors.ts';

/** @throws UsageError `insecure-context` in a page that browsers give no WebCrypto (https://www.w3.org/TR/secure-contexts/) */
export function needSecureContext(): void {
  if (!('subtle' in crypto))
    throw new UsageError('insecure-context', 'This page came over a connection that is not secure.');
}
