import { ApiError, type FormRequest, type Wiki } from '@mwkit/node';
import { CliError } from '../errors.ts';
import { interrupted } from '../interrupt.ts';
import { notice } from '../notice.ts';
import { isInteractive } from '../prompt.ts';
import { readable } from '../readable.ts';
import { nothingKnown } from './after-fail.ts';
import { cannotAsk } from './answer-form.ts';
import { askedFields, askFields } from './ask-fields.ts';
import { withReauthentication } from './reauthenticate.ts';

/** How often the wiki may find a password not good enough. */
const maxRounds = 5;

/** What a wiki says about a password that it does not take (PasswordPolicyChecks). */
const notGood = /^(badretype|passwordtooshort|passwordtoolong|passwordincommonlist|password-.*)$/;

/**
 * Asks for a new password, twice, until the wiki takes one.
 * @throws CliError `no-password`, `not-interactive`; ApiError
 */
export async function changePassword(wiki: Wiki): Promise<void> {
  const requests = await wiki.account.requests('change', { signal: interrupted });
  const request = requests.find(({ id }) => /(^|\\)PasswordAuthenticationRequest$/.test(id));
  if (!request) throw noPassword(requests);
  const fields = askedFields([request], [request], nothingKnown);
  if (!isInteractive()) throw cannotAsk(fields.map(({ field }) => field));
  for (let round = 1; ; round++) {
    const answers = await askFields(fields, {});
    try {
      return await withReauthentication(wiki, () => wiki.account.change(request.id, answers, { signal: interrupted }));
    } catch (error) {
      if (!(error instanceof ApiError && notGood.test(error.code)) || round === maxRounds) throw error;
      notice('problem', error.errors.map(({ text, code }) => readable(text || code)).join('\n'));
    }
  }
}

function noPassword(requests: readonly FormRequest[]): CliError {
  const others = requests.map(({ id }) => id).join(', ');
  return new CliError(
    'no-password',
    'The password of this account cannot be changed here.',
    others && `What can be: ${others}`,
  );
}
