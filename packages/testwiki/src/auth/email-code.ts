import { literal } from '../action/messages.ts';
import { digits } from '../random.ts';
import { signInCode } from './mails.ts';
import { abstain, fail, message, ui } from './outcome.ts';
import type { Provider } from './provider.ts';
import { textIn, type AuthRequest } from './request.ts';

const id = String.raw`MediaWiki\Extension\EmailAuth\EmailAuthAuthenticationRequest`;
const key = 'emailauth';

interface Asked {
  readonly code: string;
  tries: number;
}

/** The field is called `token`, and has nothing to do with a token of the API. */
const request = (name: string): AuthRequest => ({
  id,
  required: 'required',
  account: literal(name),
  fields: { token: { type: 'string', label: message('emailauth-token-label'), help: message('emailauth-token-help') } },
});

/** Extension:EmailAuth: a code that is mailed at each sign-in. After three wrong ones the sign-in is over. */
export const emailCode: Provider = {
  kind: 'secondary',
  beginSecondary({ state, data }, _, account) {
    if (!account.settings.emailedCode) return abstain;
    const asked: Asked = { code: digits(6), tries: 0 };
    data.set(key, asked);
    state.mails.push(signInCode(state, account, asked.code));
    return ui([request(account.name)], 'emailauth-login-message');
  },
  continueSecondary({ data }, filled, account) {
    const asked = data.get(key) as Asked | undefined;
    if (!asked) return abstain;
    if (textIn(filled, id, 'token')?.trim() === asked.code) return { status: 'PASS' };
    asked.tries += 1;
    if (asked.tries > 3) return fail('emailauth-login-retry-limit');
    return ui([request(account.name)], 'emailauth-login-failure');
  },
};
