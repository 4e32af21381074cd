import { ApiError, type Wiki } from '@mwkit/node';
import { CliError } from '../errors.ts';
import { notice } from '../notice.ts';
import { visible } from '../output.ts';
import { signIn } from './sign-in.ts';

/**
 * Runs `use`; where the wiki wants the person to sign in again first (error `reauthenticate`), they do, and `use` runs again.
 * @throws CliError `other-user` when somebody else signed in: nothing is changed then
 */
export async function withReauthentication<T>(wiki: Wiki, use: () => Promise<T>): Promise<T> {
  const username = wiki.session.user?.name;
  try {
    return await use();
  } catch (error) {
    if (!(error instanceof ApiError && error.has('reauthenticate'))) throw error;
  }
  notice('info', `The wiki wants ${visible(username ?? 'you')} to sign in again first.`);
  const now = await signIn(wiki, { username });
  if (now === username) return use();
  throw new CliError(
    'other-user',
    `Now ${visible(now)} is signed in, not ${visible(username ?? '')}. Nothing was changed.`,
  );
}
