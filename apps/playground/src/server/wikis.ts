import { createTestWiki, recordedQuestions, type TestWikiOptions } from '@mwkit/testwiki';
import { serve } from '@mwkit/testwiki/serve';
import { captchaAnswer, withPicture } from './captcha-picture.ts';
import { serveBehindGateway } from './gateway.ts';
import { type DemoAccount, type EmbeddedWiki, type WikiId, wikiIds } from './place.ts';
import { provider, withProviderPage } from './provider-page.ts';

const totp = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const alice = { username: 'Alice', password: 'Alice-password-1' };

/** What each wiki asks for. */
const variants: { readonly [id in WikiId]: { accounts: readonly DemoAccount[]; options: TestWikiOptions } } = {
  password: {
    accounts: [alice, { username: 'Wanda', password: 'abc' }],
    options: { users: { Alice: { password: alice.password }, Wanda: { password: 'abc' } }, email: true },
  },
  'captcha-sum': {
    accounts: [alice],
    options: { users: { Alice: { password: alice.password } }, captcha: { type: 'simple', badlogin: 1 } },
  },
  'captcha-image': {
    accounts: [alice],
    options: {
      users: { Alice: { password: alice.password } },
      captcha: { type: 'image', answers: [captchaAnswer], badlogin: 1 },
    },
  },
  'second-factor': {
    accounts: [{ username: 'Bob', password: 'Bob-password-1', totp }],
    options: {
      users: { Bob: { password: 'Bob-password-1', twoFactor: totp, recoveryCodes: ['AAAABBBBCCCCDDDD'] } },
      oathAuth: '1.45',
    },
  },
  'new-password': {
    accounts: [{ username: 'Tina', password: 'mailed-password-1' }],
    options: { users: { Tina: { password: '', temporaryPassword: 'mailed-password-1' } } },
  },
  provider: {
    accounts: [alice],
    options: { users: { Alice: { password: alice.password }, Ada: { password: 'Ada-password-1' } }, ...provider },
  },
  questions: {
    accounts: [{ username: 'Uiuser', password: 'Ui-password-1' }],
    options: { users: { Uiuser: { password: 'Ui-password-1' } }, questions: recordedQuestions },
  },
  oauth: {
    accounts: [],
    options: { users: { Alice: { password: alice.password }, Ada: { password: 'Ada-password-1' } } },
  },
  unlisted: { accounts: [alice], options: { users: { Alice: { password: alice.password } } } },
};

/** What a wiki must have for a page to call it. One behind a gateway needs none of it. */
const lists = (page: string): TestWikiOptions => ({
  allowCrossOrigin: true,
  restAllowCrossOriginCookieAuth: true,
  crossSiteAJAXdomains: [page],
});

/** Serves all of them on ports of their own. @param page host and port of the page, which all but `unlisted` list */
export function serveWikis(page: string): Promise<{ readonly entry: EmbeddedWiki; close(): Promise<void> }[]> {
  return Promise.all(
    wikiIds.map(async (id) => {
      const { accounts, options } = variants[id];
      const all: TestWikiOptions = {
        pages: { 'Main Page': 'Welcome to the playground.', Sandbox: 'Edit me.' },
        // cookies know no ports: on one host each wiki needs names of its own
        cookiePrefix: `playground_${id.replace('-', '_')}`,
        sitename: `Playground ${id}`,
        ...(id === 'oauth' || id === 'unlisted' ? {} : lists(page)),
        ...options,
      };
      if (id === 'oauth') {
        const behind = await serveBehindGateway(`http://${page}`, all);
        const entry = { id, api: `${behind.url}/api.php`, gateway: behind.url, accounts };
        return { entry, close: () => behind.close() };
      }
      const wiki = createTestWiki(all);
      const served = await serve({ ...wiki, fetch: withPicture(withProviderPage(wiki.fetch)) });
      const api = served.api.replace('//127.0.0.1:', '//localhost:');
      return { entry: { id, api, accounts }, close: () => served.close() };
    }),
  );
}
