import { literal } from '../action/messages.ts';
import { totpWindow } from '../totp.ts';
import { message } from './outcome.ts';
import type { Factor } from './second-factor.ts';

const oath = (name: string): string => `MediaWiki\\Extension\\OATHAuth\\Auth\\${name}`;

const normal = (code: string): string => code.replaceAll(' ', '').toUpperCase();

/** Codes of an application on a telephone; a recovery code will do as well, once, though never on 1.39 (2fa-recovery-code-1). */
export const totp: Factor = {
  name: 'totp',
  label: 'Authenticator app',
  ask: 'oathauth-auth-ui',
  has: ({ settings }) => settings.twoFactor !== undefined && settings.twoFactor !== false,
  request: (_, account) => ({
    id: oath('TOTPAuthenticationRequest'),
    required: 'required',
    provider: message('oathauth-describe-provider'),
    account: literal(account.name),
    fields: {
      OATHToken: {
        type: 'string',
        label: message('oathauth-auth-token-label'),
        help: message('oathauth-auth-token-help'),
      },
    },
  }),
  async verify({ state, handle }, account, answers) {
    const code = typeof answers?.['OATHToken'] === 'string' ? answers['OATHToken'] : '';
    const secret = account.settings.twoFactor;
    const last = state.totpWindows.get(account.id) ?? 0;
    const window = typeof secret === 'string' ? await totpWindow(secret, code, state.clock(), last) : undefined;
    if (window !== undefined) state.totpWindows.set(account.id, window);
    if (window !== undefined) return 'right';
    const right = state.version !== '1.39' && account.recoveryCodes.delete(normal(code));
    if (right) handle.afterWrite('post');
    return right ? 'right' : message('oathauth-login-failed');
  },
};

/** Recovery codes as a factor of their own, as OATHAuth has them from 1.45 on. */
export const recoveryCodes: Factor = {
  name: 'recoverycodes',
  label: 'Recovery codes',
  ask: 'oathauth-auth-recovery-code-help',
  has: ({ recoveryCodes: codes }) => codes.size > 0,
  request: (_, account) => ({
    id: oath('RecoveryCodesAuthenticationRequest'),
    required: 'required',
    provider: message('oathauth-describe-provider'),
    account: literal(account.name),
    fields: {
      RecoveryCode: {
        type: 'string',
        label: message('oathauth-auth-recovery-code-label'),
        help: message('oathauth-auth-recovery-code-help'),
        optional: true,
      },
    },
  }),
  verify(_, account, answers) {
    const code = typeof answers?.['RecoveryCode'] === 'string' ? answers['RecoveryCode'] : '';
    return account.recoveryCodes.delete(normal(code)) ? 'right' : message('oathauth-recovery-code-login-failed');
  },
};
