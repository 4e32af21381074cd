// What runs in the pages: an app as its users write them. Tests reach it by `page.evaluate`, where it is global.
// `?gateway=URL&keep=HOW` in the URL of the page says which gateway it uses.
import { type AuthFlow, createWiki } from '@mwkit/browser';
import { gateway, type GatewayError, isSignedOut } from '@mwkit/browser/gateway';

/** What became of something that a page did. */
export interface Outcome<T = unknown> {
  readonly value?: T;
  /** The class and code of the error, e.g. `ApiError gateway-session-ended`. */
  readonly error?: string;
  readonly message?: string;
  /** An app that sees this offers to sign in. */
  readonly signedOut?: boolean;
}

async function outcome<T>(act: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await act() };
  } catch (error) {
    const { name, code, message } = error as GatewayError;
    return { error: `${name} ${code}`, message, signedOut: isSignedOut(error) };
  }
}

const { searchParams } = new URL(location.href);
const gate = gateway(searchParams.get('gateway')!, { keep: searchParams.get('keep') as 'cookie' | 'bearer' });
const userAgent = 'mwkit-tests/1.0 (tests@wiki.example)';
const wiki = createWiki(gate.api, { userAgent, maxWait: 0, ...gate.caller });
/** As it would call any wiki. */
const unchanged = createWiki(gate.api, { userAgent, maxWait: 0 });
let flow: AuthFlow | undefined;

const app = {
  finished: await outcome(() => gate.finish()),
  signIn: () => void gate.signIn(),
  user: () => outcome(() => gate.user()),
  signOut: () => outcome(() => gate.signOut()),
  edit: (title: string) => outcome(async () => (await wiki.post('edit', { title, text: 'x' })).edit.result),
  editByRest: (title: string) =>
    outcome(async () => (await wiki.rest.post('/v1/page', { body: { title, source: 'x', comment: '' } })).title),
  readAsNobody: () =>
    outcome(async () => {
      const nobody = createWiki(gate.api, { userAgent, maxWait: 0, as: 'anonymous' });
      return (await nobody.get('query', { meta: 'userinfo' })).query?.userinfo?.anon;
    }),
  /** One step of the wiki's own sign-in. @returns its status, and what is asked for next */
  step: (answers: { readonly [name: string]: string }) =>
    outcome(async () => {
      flow ??= unchanged.clientLogin();
      const step = await flow.submit(answers);
      return { status: step.status, ...('code' in step && { code: step.code }) };
    }),
  /** The question of the captcha that the wiki asks now. */
  captcha: () =>
    outcome(async () => {
      flow ??= unchanged.clientLogin();
      return (await flow.form()).captcha?.question;
    }),
  /** The picture of the captcha that the wiki asks for an account. @returns its type and width */
  picture: () =>
    outcome(async () => {
      const making = unchanged.createAccount();
      const { type, bytes } = await making.captchaImage();
      const { width } = await createImageBitmap(new Blob([bytes], { type }));
      return { type, width, url: (await making.form()).captcha?.imageUrl };
    }),
  editUnchanged: (title: string) =>
    outcome(async () => (await unchanged.post('edit', { title, text: 'x' })).edit.result),
  logout: () => outcome(() => unchanged.logout()),
};

declare global {
  var app: App;
}
export type App = typeof app;

globalThis.app = app;
// to be waited for: a navigation ends what waits in a page
document.body.append(
  Object.assign(document.createElement('p'), { id: 'opened', textContent: location.hash || 'open' }),
);
