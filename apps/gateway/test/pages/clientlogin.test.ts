// Apps in Chromium and Firefox that walk their visitors through the sign-in of a real wiki without OAuth, through a gateway.
import { totp } from '@mwkit/browser';
import type { Page } from '@mwkit/browsers';
import { accounts, startWiki } from '@mwkit/wiki';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBrowsers } from '../../../../packages/browser/test/across/browsers.ts';
import { skipReal } from '../../../../packages/browser/test/across/wikis.ts';
import { startInNode, startInWorkerd, startInWrangler, type Behind } from './gateways.ts';
import type { App } from './page.ts';
import { hosts, startSites, type Sites } from './sites.ts';
import { appAt, kinds, openApp } from './visitor.ts';

declare const app: App;

const { name: username, password, totp: factor } = accounts.twoFactor;
const browsers = await startBrowsers(hosts);

const behind = [
  { version: '1.39', name: 'workerd', start: startInWorkerd },
  { version: '1.43', name: 'wrangler', start: startInWrangler },
] as const;

describe.for(behind)('MediaWiki $version, the gateway in $name', ({ version, start }) => {
  const opened = new AsyncDisposableStack();
  let sites: Sites;
  let gateway: Behind;

  beforeAll(async () => {
    if (skipReal) return;
    sites = opened.use(await startSites());
    const wiki = opened.use(await startWiki({ version, overlays: ['captcha', '2fa'] }));
    gateway = opened.use(await start(sites, { api: wiki.api, signIn: { by: 'clientlogin' } }));
    // wrangler bundles the Worker first
  }, 60_000);
  afterAll(() => opened.disposeAsync());

  /** With the captcha solved, where the wiki asks one. */
  const step = async (page: Page, answers: { readonly [name: string]: string }) => {
    const { value: question = '' } = await page.evaluate(() => app.captcha());
    const [, a, sign, b] = /(\d+)([+\u2212])(\d+)/.exec(question) ?? [];
    const solved = sign && { captchaWord: String(Number(a) + (sign === '+' ? 1 : -1) * Number(b)) };
    const outcome = await page.evaluate((answers) => app.step(answers), { ...answers, ...solved });
    return { ...outcome, captcha: question !== '' };
  };

  // each code of the second factor works once, and none before it
  test.for(browsers.map((browser, index) => ({ name: browser.name, browser, index })))(
    'in $name: wrong passwords, a captcha, a second factor; edit, reload, second tab, sign out',
    async ({ name, browser, index }, context) => {
      if (skipReal || browser.skip) context.skip();
      await using tabs = await browser.newContext();
      const url = appAt(sites, gateway.url, kinds[0]!);
      const page = await openApp(tabs, url);
      const wrong = { username, password: 'a-wrong-password' };
      for (const _ of [1, 2]) expect(await step(page, wrong)).toMatchObject({ value: { status: 'FAIL' } });
      // asked of the gateway's address, and so of the next visitor at once
      const right = await step(page, { username, password });
      expect(right).toMatchObject({ value: { status: 'UI' }, captcha: true });
      const code = await totp(factor.secret, Date.now() + (index - 4) * 30_000);
      expect(await step(page, { OATHToken: code })).toMatchObject({ value: { status: 'PASS' } });
      expect(await page.evaluate(() => app.user())).toEqual({ value: username });
      const edited = await page.evaluate((title) => app.editUnchanged(title), `In ${name}`);
      expect(edited).toEqual({ value: 'Success' });

      await page.goto(url);
      expect(await page.evaluate((title) => app.edit(title), `Reloaded in ${name}`)).toEqual({ value: 'Success' });
      const second = await openApp(tabs, url);
      expect(await second.evaluate(() => app.user())).toEqual({ value: username });
      expect(await second.evaluate(() => app.signOut())).toEqual({});
      const late = await page.evaluate((title) => app.edit(title), `Signed out in ${name}`);
      expect(late).toMatchObject({ signedOut: true });
    },
  );
});

// the page of pictures has another name there, which the wiki redirects to
test('the picture of a captcha, of a wiki in Arabic', async (context) => {
  if (skipReal) context.skip();
  await using opened = new AsyncDisposableStack();
  const sites = opened.use(await startSites());
  const settings = "$wgLanguageCode = 'ar';";
  const wiki = opened.use(await startWiki({ version: '1.43', overlays: ['captcha-fancy'], settings }));
  const modules = ['query', 'checktoken', 'clientlogin', 'createaccount', 'logout'];
  const gateway = opened.use(await startInNode(sites, { api: wiki.api, signIn: { by: 'clientlogin' }, modules }));
  for (const browser of browsers) {
    if (browser.skip) continue;
    await using tabs = await browser.newContext();
    const page = await openApp(tabs, appAt(sites, gateway.url, kinds[0]!));
    const { value } = await page.evaluate(() => app.picture());
    expect(value, browser.name).toEqual({
      type: 'image/png',
      width: 1,
      url: expect.stringContaining(`${gateway.url}/captcha?wpCaptchaId=`),
    });
    // for whatever HTML has got into an app there is no picture
    const element = await page.evaluate(
      async (src) =>
        Object.assign(new Image(), { src })
          .decode()
          .then(
            () => 'shown',
            () => 'refused',
          ),
      value!.url!,
    );
    expect(element, browser.name).toBe('refused');
  }
});
