import { accounts, botPasswords, totp } from '@mwkit/wiki';
import { credentials } from '../fields.ts';
import type { Browser } from '../browser.ts';
import type { Parameters } from '../recorder.ts';
import type { Scenario } from '../scenario.ts';

const { admin, twoFactor, user } = accounts;
const { secret, recoveryCodes } = twoFactor.totp;
const bob = credentials(twoFactor);
const alice = credentials(user);
const userinfo = { action: 'query', meta: 'userinfo' };

const start = (one: Browser, name?: string, parameters: Parameters = {}) =>
  one.step(name, 'clientlogin', { ...bob, ...parameters });
const goOn = (one: Browser, name: string | undefined, parameters: Parameters, note?: string) =>
  one.step(name, 'clientlogin', { logincontinue: '1', ...parameters }, note ? { note } : {});

/** action=login where a second factor is wanted; a bot password needs none. */
export const secondFactorByLogin: Scenario = {
  name: '2fa',
  overlays: ['2fa'],
  async play({ browser }) {
    await browser().login('2fa-action-login-aborted', twoFactor);
    for (const errorformat of ['plaintext', 'html', 'raw'])
      await browser().login(`2fa-action-login-aborted-errorformat-${errorformat}`, twoFactor, { errorformat });
    await browser().login('2fa-botpassword-needs-no-code', botPasswords.user);
    await browser().get('2fa-paraminfo', { action: 'paraminfo', modules: 'query+oath|oathvalidate' });
    const sysop = browser();
    await sysop.signIn(admin);
    await sysop.get('2fa-query-oath', { action: 'query', meta: 'oath', oathuser: twoFactor.name, oathreason: 'lab' });
  },
};

/** action=clientlogin that asks for a code (UI), in every format, and who one is before and after. */
export const secondFactor: Scenario = {
  name: '2fa',
  overlays: ['2fa'],
  async play({ browser }) {
    for (const formatversion of ['1', '2'])
      await start(browser(), `2fa-clientlogin-ui-fv${formatversion}`, { formatversion });
    for (const loginmessageformat of ['html', 'raw', 'none'])
      await start(browser(), `2fa-clientlogin-ui-messageformat-${loginmessageformat}`, { loginmessageformat });

    const one = browser();
    await one.authmanagerinfo('2fa-authmanagerinfo-login-first', 'login');
    await start(one, '2fa-clientlogin-ui-merged', { loginmergerequestfields: '1' });
    await one.get('2fa-userinfo-while-ui', userinfo);
    await one.authmanagerinfo('2fa-authmanagerinfo-login-continue', 'login-continue');
    await goOn(one, '2fa-clientlogin-continue-wrong', { OATHToken: '000000' });
    await goOn(one, '2fa-clientlogin-continue-empty', {});
    await goOn(one, '2fa-clientlogin-continue-pass', { OATHToken: totp(secret) });
    await goOn(one, '2fa-clientlogin-continue-again-after-pass', { OATHToken: totp(secret) });
    await one.get('2fa-userinfo-after', userinfo);
  },
};

/** Codes that come too early, and again. A code is refused if one of a later time was used. */
export const secondFactorCodes: Scenario = {
  name: '2fa',
  overlays: ['2fa'],
  async play({ browser }) {
    let one = browser();
    const OATHToken = totp(secret, -3);
    const note = 'token given in the first step: still UI, and the parameter is unrecognised';
    await one.step('2fa-clientlogin-everything-at-once', 'clientlogin', { ...bob, OATHToken }, { note });
    await goOn(one, '2fa-clientlogin-continue-same-session-same-token', { OATHToken });
    one = browser();
    await start(one, '2fa-clientlogin-replay-1');
    await goOn(one, '2fa-clientlogin-replayed-code', { OATHToken });
  },
};

/** Codes in groups, and recovery codes: each once, and never on 1.39. */
export const secondFactorRecovery: Scenario = {
  name: '2fa',
  overlays: ['2fa'],
  async play({ browser }) {
    let one = browser();
    await start(one);
    const spaced = totp(secret).replace(/^.../, '$& ');
    await goOn(one, '2fa-token-with-spaces', { OATHToken: spaced });
    const [first = '', second = ''] = recoveryCodes;
    for (const [index, code] of [first, first, second.replace(/.{4}(?=.)/g, '$& ')].entries()) {
      one = browser();
      await start(one);
      await goOn(one, `2fa-recovery-code-${index + 1}`, { OATHToken: code });
    }
  },
};

/** Too many wrong codes; a recovery code just before. */
export const secondFactorThrottle: Scenario = {
  name: '2fa',
  overlays: ['2fa'],
  async play({ browser }) {
    let one = browser();
    await start(one);
    const note = '1.39: TOTPKey::verify reads a property that does not exist, so recovery codes never work';
    await goOn(one, '2fa-clientlogin-scratch-token', { OATHToken: recoveryCodes[0]! }, note);
    one = browser();
    await start(one);
    for (const name of [undefined, undefined, undefined, '2fa-clientlogin-wrong-again'])
      await goOn(one, name, { OATHToken: '111111' });
    await goOn(one, '2fa-clientlogin-oath-throttled', { OATHToken: totp(secret, 1) });
    one = browser();
    const logintoken = await one.token('login');
    await start(one, undefined, { logintoken });
    await goOn(one, '2fa-clientlogin-continue-same-logintoken', { OATHToken: '000000', logintoken });
  },
};

/** A dialogue that is left: for another user, with the cookies lost. */
export const secondFactorInterrupted: Scenario = {
  name: '2fa',
  overlays: ['2fa'],
  async play({ browser }) {
    await browser().step('2fa-clientlogin-user-without-2fa', 'clientlogin', alice);
    const one = browser();
    await start(one);
    const note = 'a new loginreturnurl request while one is in progress starts over';
    await one.step('2fa-clientlogin-restart-with-other-user', 'clientlogin', alice, { note });
    await start(browser());
    await goOn(browser(), '2fa-clientlogin-continue-lost-cookie', { OATHToken: totp(secret) });
  },
};
