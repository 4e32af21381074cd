import { accounts } from '@mwkit/wiki';
import { credentials, newPassword } from '../fields.ts';
import type { Parameters } from '../recorder.ts';
import type { Scenario } from '../scenario.ts';

const { questioned } = accounts;
const start = credentials(questioned);

/** A step with a field of every type (UI) at sign-in: in every format, and answered in every way. */
export const questionsAtLogin: Scenario = {
  name: 'labauth,email',
  overlays: ['external-login', 'email'],
  async play({ browser }) {
    for (const formatversion of ['1', '2']) {
      const name = `labauth-clientlogin-ui-all-field-types-fv${formatversion}`;
      await browser().step(name, 'clientlogin', { ...start, formatversion });
    }
    for (const loginmessageformat of ['html', 'wikitext', 'raw', 'none']) {
      const name = `labauth-clientlogin-ui-messageformat-${loginmessageformat}`;
      await browser().step(name, 'clientlogin', { ...start, loginmessageformat });
    }
    let one = browser();
    const answer = (name: string, parameters: Parameters, note?: string) => {
      const goOn = { logincontinue: '1', ...parameters };
      return one.step(`labauth-clientlogin-${name}`, 'clientlogin', goOn, note ? { note } : {});
    };
    await one.step('labauth-clientlogin-ui-merged', 'clientlogin', { ...start, loginmergerequestfields: '1' });
    await one.authmanagerinfo('labauth-authmanagerinfo-login-continue', 'login-continue');
    const all = { labanswer: 'wrong', labchoice: 'blue', labagree: '1', labhidden: 'keep-me' };
    const dropped =
      'a multiselect sent the API way (red|blue) is not an allowed value, so the WHOLE request is dropped';
    await answer('ui-again-wrong', { ...all, labmulti: 'red|blue' }, dropped);
    await answer('ui-multiselect-as-php-array', { ...all, 'labmulti[0]': 'red', 'labmulti[1]': 'blue' });
    const present = 'a checkbox is true when present, whatever its value';
    await answer('ui-checkbox-empty-string', { labanswer: 'wrong', labagree: '' }, present);
    await answer('ui-bad-select-value', { labanswer: 'right', labchoice: 'green' });
    await answer('ui-pass', { labanswer: 'right' });

    one = browser();
    await one.step(undefined, 'clientlogin', start);
    await answer('ui-fail', { labanswer: 'fail' });
    await answer('continue-after-fail', { labanswer: 'right' });
  },
};

/** The same step for a new account, which exists already when it is asked. */
export const questionsAtCreation: Scenario = {
  name: 'labauth,email',
  overlays: ['external-login', 'email'],
  async play({ browser }) {
    let one = browser();
    const answer = (name: string, labanswer: string, note?: string) =>
      one.step(name, 'createaccount', { createcontinue: '1', labanswer }, note ? { note } : {});
    await one.step('labauth-createaccount-ui', 'createaccount', { username: 'Uinew1', ...newPassword });
    await answer('labauth-createaccount-ui-wrong', 'no');
    await answer('labauth-createaccount-ui-pass', 'right');
    one = browser();
    const second = { username: 'Uinew2', ...newPassword };
    await one.step('labauth-createaccount-ui-then-fail-start', 'createaccount', second);
    const note = 'the account exists already when a secondary provider runs';
    await answer('labauth-internal-api-error', 'fail', note);
  },
};
