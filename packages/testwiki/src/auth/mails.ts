import type { Account } from '../accounts.ts';
import { clientAddress, type State } from '../state.ts';

/** A mail that the wiki would have sent. */
export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly body: string;
}

const home = ({ sitename, origin }: State): string => `${sitename} (<${origin}/wiki/Main_Page>)`;

/** The texts are those of email-mails-sent: password and code stand between quotes or on a line of their own. */
export const accountCreated = (state: State, account: Account, password: string): Mail => ({
  to: [account.email],
  subject: `Account creation for ${state.sitename}`,
  body: `Someone created an account for your email address on ${home(state)} named "${account.name}", with password "${password}".\nYou should log in and change your password now.\n\nYou may ignore this message, if this account was created in error.`,
});

export const passwordReset = (state: State, account: Account, password: string): Mail => ({
  to: [account.email],
  subject: `Account details on ${state.sitename}`,
  body: `Someone (probably you, from IP address ${clientAddress}) requested a reset of your\npassword for ${home(state)}. The following user account is\nassociated with this email address:\n\nUsername:\n${account.name}\n\nTemporary password:\n${password}\n\nThis temporary password will expire in 7 days.`,
});

export const addressConfirmation = (state: State, account: Account, token: string): Mail => ({
  to: [account.email],
  subject: `${state.sitename} email address confirmation`,
  body: `Someone, probably you, from IP address ${clientAddress},\nhas registered an account "${account.name}" with this email address on ${state.sitename}.\n\nTo confirm that this account really does belong to you and activate\nemail features on ${state.sitename}, open this link in your browser:\n\n${state.origin}/wiki/Special:ConfirmEmail/${token}`,
});

export const signInCode = (state: State, account: Account, code: string): Mail => ({
  to: [account.email],
  subject: `Your verification code for ${state.sitename}`,
  body: `Someone, probably you, tries to log in to ${home(state)} as "${account.name}".\n\nVerification code:\n${code}`,
});
