import { rawMessage } from '../action/messages.ts';
import { ApiError } from '../action/errors.ts';
import type { Account } from '../accounts.ts';
import type { AnswerOptions, QuestionOptions } from './options.ts';
import { declaredRequest } from './declared.ts';
import { abstain, fail, ui, type Outcome } from './outcome.ts';
import type { Provider } from './provider.ts';
import { answersTo, type Answers, type AuthRequest, type Filled } from './request.ts';

/** Who was asked shows in the metadata what the wiki understood (labauth-clientlogin-ui-checkbox-empty-string). */
function withSeen(request: AuthRequest, seen: QuestionOptions['seen'], answers: Answers | undefined): AuthRequest {
  if (!seen) return request;
  const entries = Object.entries(seen).map(([name, field]) => [name, answers?.[field] ?? null]);
  return { ...request, metadata: { ...request.metadata, seen: Object.fromEntries(entries) } };
}

const matches = (all: Answers, wanted: AnswerOptions): boolean =>
  Object.entries(wanted).every(([name, value]) => all[name] === value);

/** A step with requests of any kind, for sign-ins or new accounts of some names. */
export function questions(options: QuestionOptions): Provider {
  const requests = options.requests.map(declaredRequest);
  const isAsked = ({ name }: Account): boolean => options.users.test(name);
  const ask = (filled: readonly Filled[], text: string): Outcome =>
    ui(
      requests.map((request) => withSeen(request, options.seen, answersTo(filled, request.id))),
      rawMessage(text),
    );
  const begin = (account: Account): Outcome => (isAsked(account) ? ask([], options.message) : abstain);
  const goOn = (filled: readonly Filled[]): Outcome => {
    const all: Answers = Object.assign({}, ...filled.map(({ answers }) => answers));
    if (options.right.some((wanted) => matches(all, wanted))) return { status: 'PASS' };
    if (options.wrong?.some((wanted) => matches(all, wanted))) return fail('wrongpassword');
    return ask(filled, options.again ?? options.message);
  };
  if (options.at === 'login') {
    return {
      kind: 'secondary',
      beginSecondary: (_, __, account) => begin(account),
      continueSecondary: (_, filled) => goOn(filled),
    };
  }
  return {
    kind: 'secondary',
    beginSecondaryCreation: (_, __, account) => begin(account),
    continueSecondaryCreation(_, filled) {
      const outcome = goOn(filled);
      if (outcome.status === 'FAIL') throw mayNotFail();
      return outcome;
    },
  };
}

/** The account exists already: a provider that fails now is broken, and MediaWiki says so (labauth-internal-api-error). */
function mayNotFail(): ApiError {
  const text =
    'continueSecondaryAccountCreation() returned FAIL. Secondary providers are not allowed to fail account creation, that should have been done via testForAccountCreation().';
  const data = { errorclass: 'DomainException', trace: 'DomainException at testwiki\n#0 {main}' };
  return new ApiError('internal_api_error_DomainException', 'rawmessage', [`Exception caught: ${text}`], data);
}
