import { accounts } from '@mwkit/wiki';
import { credentials, newPassword } from '../fields.ts';
import { throughProvider } from '../provider.ts';
import type { Scenario } from '../scenario.ts';

const { user } = accounts;
const alice = credentials(user);
const button = { labopenid: '1' };

/** Signing in elsewhere: there (REDIRECT), and back with the right answer, the wrong one, or none. */
export const externalLogin: Scenario = {
  name: 'labauth,email',
  overlays: ['external-login', 'email'],
  async play({ browser }) {
    for (const operation of ['login', 'create', 'link', 'remove', 'unlink', 'change'])
      await browser().authmanagerinfo(`labauth-authmanagerinfo-${operation}`, operation);
    for (const formatversion of ['1', '2']) {
      const name = `labauth-clientlogin-redirect-fv${formatversion}`;
      await browser().step(name, 'clientlogin', { ...button, formatversion });
    }
    let one = browser();
    const denied = await throughProvider(one, await one.step(undefined, 'clientlogin', button), { deny: '1' });
    await one.step('labauth-clientlogin-redirect-fail-denied', 'clientlogin', { logincontinue: '1', ...denied });
    one = browser();
    const back = await throughProvider(one, await one.step(undefined, 'clientlogin', button), { user: 'alice' });
    const forged = { logincontinue: '1', ...back, state: 'zz' };
    await one.step('labauth-clientlogin-redirect-fail-state', 'clientlogin', forged);
  },
};

/** An identity that is linked to nobody (RESTART): one can sign in, or make an account, and keep it. */
export const externalLoginRestart: Scenario = {
  name: 'labauth,email',
  overlays: ['external-login', 'email'],
  async play({ browser }) {
    let one = browser();
    const redirect = await one.step('labauth-clientlogin-redirect', 'clientlogin', button);
    const back = await throughProvider(one, redirect, { user: 'alice' });
    await one.authmanagerinfo('labauth-authmanagerinfo-login-continue-redirect', 'login-continue');
    await one.step('labauth-clientlogin-restart', 'clientlogin', { logincontinue: '1', ...back });
    await one.authmanagerinfo('labauth-authmanagerinfo-login-after-restart', 'login');
    const preserved = { ...alice, loginpreservestate: '1' };
    await one.step('labauth-clientlogin-restart-then-password', 'clientlogin', preserved);

    one = browser();
    const carol = await throughProvider(one, await one.step(undefined, 'clientlogin', button), { user: 'carol' });
    const restart = { logincontinue: '1', ...carol, formatversion: '1' };
    await one.step('labauth-clientlogin-restart-preserved-fv1', 'clientlogin', restart);
    await one.authmanagerinfo('labauth-authmanagerinfo-create-after-restart', 'create');
    const create = { username: 'Carol', ...newPassword, createpreservestate: '1' };
    await one.step('labauth-createaccount-after-restart-preservestate', 'createaccount', create);
  },
};

/** RESTART answered with logincontinue instead of a new start. */
export const externalLoginRestartContinued: Scenario = {
  name: 'labauth',
  overlays: ['external-login'],
  async play({ browser }) {
    const one = browser();
    const back = await throughProvider(one, await one.step(undefined, 'clientlogin', button), { user: 'zoe' });
    await one.step(undefined, 'clientlogin', { logincontinue: '1', ...back });
    const password = { logincontinue: '1', ...alice };
    await one.step('labauth-clientlogin-restart-then-logincontinue', 'clientlogin', password);
  },
};

/** A new account through REDIRECT, then signed in to the same way. */
export const externalCreation: Scenario = {
  name: 'labauth,email',
  overlays: ['external-login', 'email'],
  async play({ browser }) {
    let one = browser();
    const dave = { username: 'Dave', ...button };
    const redirect = await one.step('labauth-createaccount-redirect', 'createaccount', dave);
    const created = await throughProvider(one, redirect, { user: 'dave' });
    await one.authmanagerinfo('labauth-authmanagerinfo-create-continue', 'create-continue');
    await one.step('labauth-createaccount-redirect-pass', 'createaccount', { createcontinue: '1', ...created });
    one = browser();
    const back = await throughProvider(one, await one.step(undefined, 'clientlogin', button), { user: 'dave' });
    await one.step('labauth-clientlogin-created-by-redirect', 'clientlogin', { logincontinue: '1', ...back });
  },
};
