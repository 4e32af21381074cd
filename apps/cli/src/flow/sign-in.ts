import type { Answers, Wiki } from '@mwkit/node';
import { CliError } from '../errors.ts';
import { notice } from '../notice.ts';
import { visible } from '../output.ts';
import { choose } from '../prompt.ts';
import { runFlow } from './run-flow.ts';

/**
 * Signs in with whatever the wiki asks for. Somebody whom an identity provider knows and the wiki does not can get an account on the way.
 * @returns the name of the account
 * @throws what `runFlow` throws
 */
export async function signIn(wiki: Wiki, given: Answers = {}): Promise<string> {
  const end = await runFlow(wiki, 'clientlogin', { given });
  if (end.status === 'PASS') return end.username ?? '';
  const next = await choose(
    'What do you want to do?',
    [
      { value: 'create', label: 'Create an account with it' },
      { value: 'sign-in', label: 'Sign in to an account that exists' },
      { value: 'give-up', label: 'Give up' },
    ],
    '',
  );
  if (next === 'give-up') throw new CliError('sign-in-failed', 'Nobody was signed in.');
  if (next === 'sign-in') {
    const again = await runFlow(wiki, 'clientlogin', { preserveState: true });
    if (again.status === 'RESTART') throw new CliError('sign-in-failed', 'Nobody was signed in.');
    return again.username ?? '';
  }
  const { username = '' } = await runFlow(wiki, 'createaccount', { preserveState: true });
  notice('done', `The account ${visible(username)} is created. Now sign in to it.`);
  const { username: signedIn = '' } = await runFlow(wiki, 'clientlogin', { given: { username } });
  return signedIn;
}

/** What the environment answers. */
export function givenByEnvironment(username?: string): Answers {
  const name = username ?? (process.env['MWKIT_USERNAME'] || undefined);
  const password = process.env['MWKIT_PASSWORD'] || undefined;
  return { username: name, password, retype: password };
}
