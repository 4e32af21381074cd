import { literal, type Message } from '../action/messages.ts';
import { message } from './outcome.ts';
import type { AuthRequest, Field } from './request.ts';

export const mediaWikiAuth = (name: string): string => `MediaWiki\\Auth\\${name}`;

const string = (label: string, help: string, more: Partial<Field> = {}): Field => ({
  type: 'string',
  label: message(label),
  help: message(help),
  ...more,
});

const secret = (label: string, help: string): Field => ({
  type: 'password',
  label: message(label),
  help: message(help),
  sensitive: true,
});

const username = string('userlogin-yourname', 'authmanager-username-help');

export const passwordId: string = mediaWikiAuth('PasswordAuthenticationRequest');
export const temporaryPasswordId: string = mediaWikiAuth('TemporaryPasswordAuthenticationRequest');
export const usernameId: string = mediaWikiAuth('UsernameAuthenticationRequest');
export const userDataId: string = mediaWikiAuth('UserDataAuthenticationRequest');
const reasonId: string = mediaWikiAuth('CreationReasonAuthenticationRequest');
export const rememberMeId: string = mediaWikiAuth('RememberMeAuthenticationRequest');

const password = (account: string | null, fields: AuthRequest['fields']): AuthRequest => ({
  id: passwordId,
  required: 'primary-required',
  provider: message('authmanager-provider-password'),
  account: literal(account),
  fields,
});

export const passwordForLogin = (account: string | null): AuthRequest =>
  password(account, { username, password: secret('userlogin-yourpassword', 'authmanager-password-help') });

export const passwordForCreation: AuthRequest = password(null, {
  username,
  password: secret('userlogin-yourpassword', 'authmanager-password-help'),
  retype: secret('yourpasswordagain', 'authmanager-retype-help'),
});

export const passwordForChange = (
  account: string | null,
  required: AuthRequest['required'] = 'primary-required',
): AuthRequest => ({
  ...password(account, {
    password: secret('newpassword', 'authmanager-password-help'),
    retype: secret('retypenew', 'authmanager-retype-help'),
  }),
  required,
});

export const temporaryPassword = (account: string | null): AuthRequest => ({
  id: temporaryPasswordId,
  required: 'primary-required',
  provider: message('authmanager-provider-temporarypassword'),
  account: literal(account),
  fields: {
    mailpassword: {
      type: 'checkbox',
      label: message('createaccountmail'),
      help: message('createaccountmail-help'),
    },
  },
});

export const usernameRequest: AuthRequest = { id: usernameId, required: 'required', fields: { username } };

/** Without e-mail on the wiki there is no field for it (captcha-simple-authmanagerinfo-create-fv2). */
export const userData = (email: boolean): AuthRequest => ({
  id: userDataId,
  required: 'required',
  fields: {
    ...(email && { email: string('authmanager-email-label', 'authmanager-email-help', { optional: true }) }),
    realname: string('authmanager-realname-label', 'authmanager-realname-help', { optional: true }),
  },
});

export const creationReason: AuthRequest = {
  id: reasonId,
  required: 'optional',
  fields: { reason: string('createacct-reason', 'createacct-reason-help') },
};

export const rememberMe: AuthRequest = {
  id: rememberMeId,
  required: 'optional',
  fields: {
    rememberMe: {
      type: 'checkbox',
      label: message('userlogin-remembermypassword'),
      help: message('authmanager-userlogin-remembermypassword-help'),
      optional: true,
    },
  },
};

export const button = (name: string, label: Message, help: Message, more: Partial<AuthRequest> = {}): AuthRequest => ({
  id: `${mediaWikiAuth('ButtonAuthenticationRequest')}:${name}`,
  required: 'optional',
  fields: { [name]: { type: 'button', label, help } },
  ...more,
});
