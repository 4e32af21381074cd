import { literal } from '../action/messages.ts';
import type { Account } from '../accounts.ts';
import { base64url } from './base64url.ts';
import { message } from './outcome.ts';
import type { Visit } from './provider.ts';
import type { Factor } from './second-factor.ts';
import { checkAssertion } from './webauthn.ts';

const key = 'webauthn-challenge';

/** The wiki's own host, as Extension:WebAuthn has it if it is not set to another. */
const rpId = ({ state }: Visit): string => new URL(state.origin).hostname;

/** One challenge for as long as it is asked (an empty answer gets the same again). */
function challengeOf({ data }: Visit): string {
  const kept = data.get(key);
  if (typeof kept === 'string') return kept;
  const challenge = base64url(crypto.getRandomValues(new Uint8Array(32)));
  data.set(key, challenge);
  return challenge;
}

/** https://www.w3.org/TR/webauthn-2/#dictdef-publickeycredentialrequestoptions, as JSON. */
function requestOptions(visit: Visit, { settings }: Account): object {
  return {
    challenge: challengeOf(visit),
    rpId: rpId(visit),
    userVerification: 'preferred',
    allowCredentials: (settings.passkeys ?? []).map(({ id }) => ({ type: 'public-key', id, transports: ['internal'] })),
    timeout: 60_000,
  };
}

/** Extension:WebAuthn: `auth_info` says what to sign, `credential` is the assertion. */
export const passkey: Factor = {
  name: 'webauthn',
  label: 'Security key',
  ask: 'webauthn-ui-login-prompt',
  has: ({ settings }) => (settings.passkeys ?? []).length > 0,
  request: (visit, account) => ({
    id: String.raw`MediaWiki\Extension\WebAuthn\Auth\WebAuthnAuthenticationRequest`,
    required: 'required',
    account: literal(account.name),
    fields: {
      auth_info: { type: 'hidden', value: JSON.stringify(requestOptions(visit, account)), optional: true },
      credential: { type: 'hidden', value: '', optional: true },
    },
    lenient: true,
  }),
  async verify(visit, { settings }, answers) {
    const credential = typeof answers?.['credential'] === 'string' ? answers['credential'] : '';
    if (credential === '') return message('webauthn-error-credentials-missing');
    const expected = { challenge: challengeOf(visit), rpId: rpId(visit), origin: visit.state.origin };
    const right = await checkAssertion(credential, settings.passkeys ?? [], expected);
    return right ? 'right' : { broken: message('webauthn-error-verification-failed') };
  },
};
