import type { NetworkErrorCode } from '../errors.ts';
import { chain } from './failure.ts';

/** Codes of system and TLS errors, as Node, Deno and Bun hang them on a failed fetch or on its causes. */
const byCode: readonly (readonly [RegExp, NetworkErrorCode])[] = [
  [/^(ECONNREFUSED|ConnectionRefused)$/, 'connection-refused'],
  [/^(ENOTFOUND|EAI_AGAIN|EAI_\w+|ENODATA)$/, 'dns'],
  [/^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_CERT|HOSTNAME_MISMATCH|EPROTO)/, 'tls'],
  [/^(UND_ERR_(HEADERS|BODY|CONNECT)_TIMEOUT|ETIMEDOUT)$/, 'timeout'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET|ConnectionClosed|HPE_\w+)$/, 'connection-lost'],
];

/** Where a runtime gives no code, its words must do (Deno, and Node in part). Their URLs are taken out first. */
const byMessage: readonly (readonly [RegExp, NetworkErrorCode])[] = [
  [/connection refused/i, 'connection-refused'],
  [/dns error|failed to lookup|name or service not known/i, 'dns'],
  [/\b(certificate|tls|ssl)\b/i, 'tls'],
  [/connection (was )?(reset|closed|aborted)|terminated|unexpected eof|error reading a body/i, 'connection-lost'],
  // something answers that is no web server
  [/HTTP\/1\.1 protocol|invalid HTTP/i, 'connection-lost'],
];

/** Says ECONNRESET, but the connection was not made yet (Node). */
const tlsCutShort = /before secure TLS connection/;

/**
 * Which failure a rejected fetch was, by one code in every runtime that tells. workerd has the same words for a refused connection
 * as for a lost one, and no more than "internal error" for a name or certificate: those are `network`.
 */
export function classify(thrown: unknown): NetworkErrorCode {
  for (const error of chain(thrown)) {
    if (typeof error.message === 'string' && tlsCutShort.test(error.message)) return 'tls';
    const found = byCode.find(([pattern]) => typeof error.code === 'string' && pattern.test(error.code));
    if (found) return found[1];
  }
  for (const error of chain(thrown)) {
    if (typeof error.message !== 'string') continue;
    const message = error.message.replaceAll(/https?:\/\/\S+/g, '');
    const found = byMessage.find(([pattern]) => pattern.test(message));
    if (found) return found[1];
  }
  return 'network';
}
