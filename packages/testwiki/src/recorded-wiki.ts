import type { ExternalLoginOptions, QuestionOptions, RequestOptions } from './auth/options.ts';
import type { TestWikiOptions } from './options.ts';

/** Accounts, bot passwords and pages of the wikis on which spec/recordings were made. */
export const recordedWiki: TestWikiOptions = {
  origin: 'http://wiki.example',
  sitename: 'Lab Wiki',
  users: {
    Admin: {
      password: 'Lab-admin-pass-1',
      groups: ['sysop', 'bureaucrat', 'interface-admin'],
      email: 'admin@wiki.example',
    },
    Alice: { password: 'Lab-alice-pass-1', email: 'alice@wiki.example' },
    Bob: {
      password: 'Lab-bob-pass-1',
      twoFactor: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
      recoveryCodes: ['AAAAAAAAAAAAAAAA', 'BBBBBBBBBBBBBBBB'],
    },
    Robot: { password: 'Lab-robot-pass-1', groups: ['bot'] },
    Blocked: { password: 'Lab-blocked-pass-1', blocked: 'lab block' },
    Weak: { password: 'abc' },
    Uiuser: { password: 'Lab-ui-pass-1' },
    Resetme: { password: 'Lab-reset-pass-1', email: 'resetme@wiki.example' },
  },
  botPasswords: {
    'Robot@lab': { password: 'b'.repeat(32), grants: ['basic', 'highvolume', 'editpage', 'createeditmovepage'] },
    'Robot@ip': { password: 'c'.repeat(32), grants: ['basic'], ips: ['192.0.2.1'] },
    'Alice@lab': { password: 'a'.repeat(32), grants: ['basic'] },
  },
  pages: {
    'Main Page': '<strong>MediaWiki has been installed.</strong>',
    'Lab page': ['First text', "Hello '''lab'''.\n\n== Section ==\n[[Main Page]]"],
    'A.b/c': 'Dots and slashes',
    Café: 'Accent',
  },
  throttle: false,
};

const note = (label: string) => ({ label, help: `Help for ${label}` });
const colours = { red: 'Red', blue: "'''Blue'''" };
const returned = (name: string) => ({
  type: 'string' as const,
  label: `OpenID ${name}`,
  help: `OpenID ${name} from the return URL`,
  optional: true,
});

/** Their identity provider, behind the button `labopenid`. */
export const recordedExternalLogin: ExternalLoginOptions = {
  button: 'labopenid',
  buttonId: 'LabOpenIdButton:labopenid',
  label: 'Log in with Lab OpenID',
  help: 'Goes to the fake provider',
  metadata: { lab: { issuer: 'fake-openid', scopes: ['a', 'b'] } },
  authorize: '/fake-openid/authorize',
  parameters: { client_id: 'lab' },
  redirectData: { labapi: 'redirect data' },
  returns: {
    id: 'LabOpenIdReturn',
    required: 'optional',
    fields: { code: returned('code'), state: returned('state'), error: returned('error') },
    lenient: true,
  },
  name: 'Lab OpenID',
  linkId: 'LabOpenIdLink',
  errorPrefix: 'lab',
};

const everyKindOfField: RequestOptions = {
  id: 'LabUiReq',
  lenient: true,
  fields: {
    labnote: { type: 'null', value: "Answer ''right'' to pass", ...note('Just a note') },
    labanswer: { type: 'string', ...note('Answer') },
    labsecret: { type: 'password', ...note('Secret'), sensitive: true, optional: true },
    labchoice: { type: 'select', options: colours, value: 'red', ...note('Choice'), optional: true },
    labmulti: { type: 'multiselect', options: colours, ...note('Several'), optional: true },
    labagree: { type: 'checkbox', ...note('Agree'), optional: true },
    labhidden: { type: 'hidden', value: 'keep-me', ...note('Hidden'), optional: true },
  },
};

const asked = {
  message: "Please '''answer''' [[Main Page|this]]",
  again: 'Wrong answer, try again',
  requests: [everyKindOfField],
  right: [{ labanswer: 'right' }],
  wrong: [{ labanswer: 'fail' }],
  seen: { choice: 'labchoice', multi: 'labmulti', agree: 'labagree', hidden: 'labhidden' },
};

/** A field of every type, asked of Uiuser at sign-in, and for new accounts whose names begin with Uinew. */
export const recordedQuestions: readonly QuestionOptions[] = [
  { at: 'login', users: /^Uiuser$/u, ...asked },
  { at: 'create', users: /^Uinew/u, ...asked },
];
