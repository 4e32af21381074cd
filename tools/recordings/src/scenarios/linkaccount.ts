import { accounts } from '@mwkit/wiki';
import { credentials } from '../fields.ts';
import { textAt } from '../json.ts';
import { throughProvider } from '../provider.ts';
import type { Scenario } from '../scenario.ts';

const { admin, user } = accounts;
const button = { labopenid: '1' };
const link = { ...button, linkreturnurl: 'http://app.example/linked' };

/** action=linkaccount through REDIRECT, and action=unlinkaccount. */
export const linkaccount: Scenario = {
  name: 'labauth,email',
  overlays: ['external-login', 'email'],
  async play({ browser }) {
    const one = browser();
    await one.signIn(admin);
    const redirect = await one.step('linkaccount-redirect', 'linkaccount', link);
    const back = await throughProvider(one, redirect, { user: 'boss' });
    await one.authmanagerinfo('authmanagerinfo-link-continue-in-progress', 'link-continue');
    await one.step('linkaccount-pass', 'linkaccount', { linkcontinue: '1', ...back });
    await one.authmanagerinfo('authmanagerinfo-unlink-after-link', 'unlink');
    const unlink = { action: 'unlinkaccount', request: 'LabOpenIdLink:boss', token: await one.token() };
    await one.post('unlinkaccount-success', unlink);
    await one.post('unlinkaccount-again', unlink);

    await one.step('linkaccount-fail-nothing-chosen', 'linkaccount', {});
    const denied = await throughProvider(one, await one.step(undefined, 'linkaccount', link), { deny: '1' });
    await one.step('linkaccount-fail-denied', 'linkaccount', { linkcontinue: '1', ...denied });
  },
};

/** Linking that is offered after RESTART and a password, and signing in by that link. */
export const linkAfterRestart: Scenario = {
  name: 'labauth,labauth-link',
  overlays: ['external-login', 'confirm-link'],
  async play({ browser }) {
    let one = browser();
    const provider = async () =>
      throughProvider(one, await one.step(undefined, 'clientlogin', button), { user: 'alice' });
    const back = await provider();
    await one.step('labauth-link-clientlogin-restart', 'clientlogin', { logincontinue: '1', ...back });
    await one.authmanagerinfo('labauth-link-authmanagerinfo-login-after-restart', 'login');
    const password = { ...credentials(user), loginpreservestate: '1' };
    const offer = await one.step('labauth-link-clientlogin-password-then-ui', 'clientlogin', password);
    if (textAt(offer, 'clientlogin', 'status') !== 'UI') throw new Error('linking was not offered');
    const confirm = { logincontinue: '1', confirmedLinkIDs: 'LabOpenIdLink:alice' };
    const both = { ...confirm, 'confirmedLinkIDs[0]': 'LabOpenIdLink:alice' }; // a multiselect wants a PHP array
    await one.step('labauth-link-clientlogin-confirm', 'clientlogin', both);

    one = browser();
    const linked = { logincontinue: '1', ...(await provider()) };
    await one.step('labauth-link-clientlogin-pass-linked', 'clientlogin', linked);
    await one.authmanagerinfo('labauth-link-authmanagerinfo-unlink', 'unlink');
  },
};
