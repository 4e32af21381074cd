import { fromBase64url, toBase64url } from '../base64url.ts';
import { firstText, isObject, type JsonObject } from '../json.ts';
import type { Answers } from './fields.ts';
import type { AuthForm } from './form.ts';

/** What `navigator.credentials.get({ publicKey })` takes (Web Authentication, PublicKeyCredentialRequestOptions). */
export interface PublicKeyRequest {
  readonly challenge: ArrayBuffer;
  readonly rpId?: string;
  /** Milliseconds. */
  readonly timeout?: number;
  readonly userVerification?: 'required' | 'preferred' | 'discouraged';
  readonly allowCredentials?: {
    readonly type: 'public-key';
    readonly id: ArrayBuffer;
    readonly transports?: string[];
  }[];
}

/** The parts of a PublicKeyCredential that the wiki wants; the browser's own fits. */
export interface Assertion {
  readonly id: string;
  readonly rawId: ArrayBuffer;
  readonly type: string;
  readonly response: {
    readonly clientDataJSON: ArrayBuffer;
    readonly authenticatorData: ArrayBuffer;
    readonly signature: ArrayBuffer;
    readonly userHandle?: ArrayBuffer | null;
  };
}

/** What a form asks of a passkey or security key (extensions OATHAuth and WebAuthn); `undefined` where it asks for none. */
export function publicKeyRequest(form: AuthForm): PublicKeyRequest | undefined {
  const info = form.fields.find((field) => field.name === 'auth_info' && field.type === 'hidden')?.value;
  const options = info === undefined ? undefined : parse(info);
  const challenge = firstText(options?.['challenge']);
  if (!options || challenge === undefined) return undefined;
  const { rpId, timeout, userVerification, allowCredentials } = options;
  return {
    challenge: fromBase64url(challenge).buffer,
    ...(typeof rpId === 'string' && { rpId }),
    ...(typeof timeout === 'number' && { timeout }),
    ...(typeof userVerification === 'string' && { userVerification: userVerification as 'preferred' }),
    ...(Array.isArray(allowCredentials) && {
      allowCredentials: allowCredentials.filter(isObject).map(({ id, transports }) => ({
        type: 'public-key' as const,
        id: fromBase64url(firstText(id) ?? '').buffer,
        ...(Array.isArray(transports) && { transports: transports as string[] }),
      })),
    }),
  };
}

/** The answer to `publicKeyRequest`, for `flow.submit`. */
export function credentialAnswer({ id, rawId, type, response }: Assertion): Answers {
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  const credential = {
    id,
    rawId: toBase64url(new Uint8Array(rawId)),
    type,
    response: {
      clientDataJSON: toBase64url(new Uint8Array(clientDataJSON)),
      authenticatorData: toBase64url(new Uint8Array(authenticatorData)),
      signature: toBase64url(new Uint8Array(signature)),
      userHandle: userHandle ? toBase64url(new Uint8Array(userHandle)) : null,
    },
  };
  return { credential: JSON.stringify(credential) };
}

function parse(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
