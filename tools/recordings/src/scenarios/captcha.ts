import { accounts, botPasswords } from '@mwkit/wiki';
import { credentials, fieldValue, newPassword } from '../fields.ts';
import type { Browser } from '../browser.ts';
import type { Json } from '../exchange.ts';
import { textAt } from '../json.ts';
import { pathOf, type Parameters } from '../recorder.ts';
import type { Scenario } from '../scenario.ts';

const { user } = accounts;
const alice = credentials(user);
const first = { username: 'Capt1', ...newPassword };

/** The fields that answer the arithmetic of a captcha on offer; its minus is U+2212. */
function solved(offer: Json): { captchaId: string; captchaWord: string } {
  const [, a, operator, b] = /(\d+)\s*([-+])\s*(\d+)/.exec(fieldValue(offer, 'captchaInfo').replace('−', '-')) ?? [];
  const sum = operator === '+' ? Number(a) + Number(b) : Number(a) - Number(b);
  return { captchaId: fieldValue(offer, 'captchaId'), captchaWord: String(sum) };
}

/** Arithmetic for new accounts: each captcha works once, whatever else was wrong. */
export const captchaAtCreation: Scenario = {
  name: 'captcha',
  overlays: ['captcha'],
  async play({ browser }) {
    const one = browser();
    const ask = (name: string, parameters: Parameters = {}) =>
      one.authmanagerinfo(`captcha-simple-authmanagerinfo-create-${name}`, 'create', parameters);
    const create = (name: string, parameters: Parameters) =>
      one.step(`captcha-simple-createaccount-${name}`, 'createaccount', { ...first, ...parameters });
    for (const formatversion of ['1', '2']) await ask(`fv${formatversion}`, { formatversion });
    await ask('html', { amimessageformat: 'html' });
    await create('fail-no-captcha', {});
    const captcha = solved(await ask('again'));
    await create('fail-wrong', { ...captcha, captchaWord: '0' });
    await create('fail-reused-after-wrong', captcha);
    const another = solved(await one.authmanagerinfo(undefined, 'create'));
    await create('fail-badretype-with-right-captcha', { ...another, retype: 'zz' });
    await create('same-captcha-after-other-failure', another);

    const fresh = browser();
    const third = solved(await fresh.authmanagerinfo(undefined, 'create'));
    const account = { ...newPassword, username: 'Capt2', ...third };
    await fresh.step('captcha-simple-createaccount-pass', 'createaccount', account);
  },
};

/** A captcha after failed log-ins: only authmanagerinfo tells of it. Bot passwords are spared. */
export const captchaAtLogin: Scenario = {
  name: 'captcha',
  overlays: ['captcha'],
  async play({ browser }) {
    const one = browser();
    await one.authmanagerinfo('captcha-simple-authmanagerinfo-login-before-bad', 'login');
    const wrong = { ...alice, password: 'x' };
    for (const attempt of [1, 2, 3]) await one.step(`captcha-badlogin-${attempt}`, 'clientlogin', wrong);
    await one.step('captcha-badlogin-right-password-no-captcha', 'clientlogin', alice);
    await one.authmanagerinfo('captcha-simple-authmanagerinfo-login-after-bad', 'login');
    await one.login('captcha-badlogin-action-login', user);
    await browser().login('captcha-badlogin-action-login-botpassword', botPasswords.bot);
    const captcha = solved(await one.authmanagerinfo(undefined, 'login'));
    await one.step('captcha-badlogin-pass-with-captcha', 'clientlogin', { ...alice, ...captcha });
  },
};

/** Creates Capt3 or Capt4 with a word that is wrong, then with one that is right. */
async function wrongThenRight(one: Browser, kind: string, username: string, offer: Json, right: string) {
  const create = (name: string, captchaId: string, captchaWord: string) =>
    one.step(`captcha-${kind}-createaccount-${name}`, 'createaccount', {
      username,
      ...newPassword,
      captchaId,
      captchaWord,
    });
  await create('fail', fieldValue(offer, 'captchaId'), 'nope');
  const another = await one.authmanagerinfo(undefined, 'create');
  await create('pass', fieldValue(another, 'captchaId'), right);
}

/** Questions for new accounts. */
export const captchaQuestions: Scenario = {
  name: 'captcha-questy',
  overlays: ['captcha-questy'],
  async play({ browser }) {
    const one = browser();
    await one.authmanagerinfo('captcha-questy-authmanagerinfo-create', 'create');
    for (const amimessageformat of ['html', 'wikitext', 'raw'])
      await one.authmanagerinfo(`captcha-questy-authmanagerinfo-create-${amimessageformat}`, 'create', {
        amimessageformat,
      });
    const offer = await one.authmanagerinfo(undefined, 'create');
    await wrongThenRight(one, 'questy', 'Capt3', offer, 'PARIS');
  },
};

/** A question for each edit; by REST there is no way to answer it. */
export const captchaAtEdit: Scenario = {
  name: 'captcha-questy',
  overlays: ['captcha-questy'],
  async play({ browser }) {
    const one = browser();
    const edit = { action: 'edit', title: 'Captcha page', text: 'hi http://example.com', token: '+\\' };
    await one.post('captcha-questy-edit-failure-fv1', { ...edit, formatversion: '1' });
    const failure = await one.post('captcha-questy-edit-failure-fv2', edit);
    const captchaid = textAt(failure, 'edit', 'captcha', 'id');
    await one.post('captcha-questy-edit-success', { ...edit, captchaid, captchaword: 'paris' });
    const json = { title: 'Captcha rest', source: 'x', comment: '', token: '+\\' };
    await one.rest('captcha-questy-rest-create-page', 'POST', '/v1/page', { json });
  },
};

/** Pictures: the address of the picture is in captchaInfo. */
export const captchaPictures: Scenario = {
  name: 'captcha-fancy',
  overlays: ['captcha-fancy'],
  async play({ browser }) {
    const one = browser();
    const offer = await one.authmanagerinfo('captcha-fancy-authmanagerinfo-create', 'create');
    await one.send('captcha-fancy-image', { method: 'GET', path: pathOf(fieldValue(offer, 'captchaInfo')) });
    await wrongThenRight(one, 'fancy', 'Capt4', offer, 'labword');
  },
};
