import type { Wiki } from '@mwkit/node';
import { interrupted } from '../interrupt.ts';
import { ask } from '../prompt.ts';

/** Whose password; at least one of the two. */
export interface Owner {
  readonly user?: string | undefined;
  readonly email?: string | undefined;
}

/** Whose it is, by an answer that may be either: no user name has an @. @throws CliError `not-interactive` */
export async function askOwner(): Promise<Owner> {
  const advice = 'Give one of them with --username or --email.';
  const answer = await ask({ message: 'User name or e-mail address of the account' }, advice);
  return answer.includes('@') ? { email: answer } : { user: answer };
}

/** Has the wiki mail a temporary password (API:Resetpassword). It says the same of an account that does not exist. */
export async function resetPassword(wiki: Wiki, { user, email }: Owner): Promise<void> {
  const parameters = { ...(user !== undefined && { user }), ...(email !== undefined && { email }) };
  await wiki.post('resetpassword', parameters, { signal: interrupted });
}
