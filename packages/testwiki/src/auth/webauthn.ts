import type { PasskeyOptions } from './options.ts';
import { fromBase64url } from './base64url.ts';

interface Assertion {
  readonly id: string;
  readonly response: {
    readonly clientDataJSON: string;
    readonly authenticatorData: string;
    readonly signature: string;
  };
}

type Bytes = Uint8Array<ArrayBuffer>;

const equal = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);

const sha256 = async (bytes: Bytes): Promise<Bytes> => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

/** ECDSA signatures come as DER, and WebCrypto wants the two numbers side by side. */
function rawSignature(der: Uint8Array): Bytes {
  const raw = new Uint8Array(64);
  let at = 2;
  for (const end of [32, 64]) {
    const length = der[at + 1] ?? 0;
    const number = der.slice(at + 2, at + 2 + length);
    const digits = number.slice(Math.max(0, length - 32));
    raw.set(digits, end - digits.length);
    at += 2 + length;
  }
  return raw;
}

async function isSigned({ publicKey }: PasskeyOptions, data: Bytes, signature: Bytes): Promise<boolean> {
  const elliptic = publicKey.kty === 'EC';
  const algorithm = elliptic
    ? { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
    : { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('jwk', publicKey, algorithm, false, ['verify']);
  return crypto.subtle.verify(algorithm, key, elliptic ? rawSignature(signature) : signature, data);
}

/** https://www.w3.org/TR/webauthn-2/#sctn-verifying-assertion; `credential` is JSON, its bytes in base64url. */
export async function checkAssertion(
  credential: string,
  passkeys: readonly PasskeyOptions[],
  expected: { readonly challenge: string; readonly rpId: string; readonly origin: string },
): Promise<boolean> {
  try {
    const { id, response } = JSON.parse(credential) as Assertion;
    const passkey = passkeys.find((one) => one.id === id);
    const clientDataBytes = fromBase64url(response.clientDataJSON);
    const clientData: unknown = JSON.parse(new TextDecoder().decode(clientDataBytes));
    const { type, challenge, origin } = clientData as Record<string, unknown>;
    if (!passkey || type !== 'webauthn.get' || challenge !== expected.challenge || origin !== expected.origin)
      return false;
    const authenticatorData = fromBase64url(response.authenticatorData);
    const rpIdHash = await sha256(new TextEncoder().encode(expected.rpId));
    const userPresent = ((authenticatorData[32] ?? 0) & 1) === 1;
    if (!equal(authenticatorData.slice(0, 32), rpIdHash) || !userPresent) return false;
    const signed = new Uint8Array([...authenticatorData, ...(await sha256(clientDataBytes))]);
    return await isSigned(passkey, signed, fromBase64url(response.signature));
  } catch {
    return false; // no assertion at all
  }
}
