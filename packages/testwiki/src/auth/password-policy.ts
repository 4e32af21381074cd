import type { Message } from '../action/messages.ts';
import type { State } from '../state.ts';
import { message } from './outcome.ts';

/** A few of the hundred thousand passwords that MediaWiki refuses. */
const common = new Set(
  `123456 password 12345678 qwerty 123456789 12345 1234 111111 1234567 dragon 123123 baseball abc123 football monkey
  letmein 696969 shadow master 666666 qwertyuiop 123321 mustang 1234567890 michael 654321 superman 1qaz2wsx 7777777
  000000 qazwsx 123qwe trustno1 jordan jennifer abc password1 password123 iloveyou welcome sunshine princess`.split(
    /\s+/u,
  ),
);

/** What is wrong with a password; nothing if it will do. https://www.mediawiki.org/wiki/Manual:$wgPasswordPolicy */
export function checkPassword(state: State, name: string, password: string): Message[] {
  const { minimalLength = state.version >= '1.43' ? 8 : 1 } = state.options.passwordPolicy ?? {};
  const lower = password.toLowerCase();
  return [
    ...(password.length < minimalLength ? [message('passwordtooshort', minimalLength)] : []),
    ...(password !== '' && name.toLowerCase().includes(lower) ? [message('password-substring-username-match')] : []),
    ...(common.has(lower) ? [message('passwordincommonlist')] : []),
  ];
}

/** Several reasons in one message: its code is of no use (`___1____2`). */
export function together([first, ...others]: readonly Message[]): Message | undefined {
  if (first === undefined || others.length === 0) return first;
  const all = [first, ...others];
  return { key: all.map((_, i) => `* $${i + 1}`).join('\n'), params: all.map(({ key, params }) => ({ key, params })) };
}
