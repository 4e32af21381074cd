import type { Answers, AuthFlow, AuthForm, FlowModule, Wiki } from '@mwkit/node';
import { interrupted } from '../interrupt.ts';
import { notice } from '../notice.ts';
import { confirm, isInteractive } from '../prompt.ts';
import { afterFail, isFinal, type Known, nothingKnown } from './after-fail.ts';
import { answerForm } from './answer-form.ts';
import { isAsked, type Stage } from './choices.ts';
import { failed, words } from './failed.ts';
import { follow, type Halt } from './follow.ts';
import { listenForReturn } from './loopback.ts';

export interface FlowStart {
  /** Answers to what they fit of the first form; those are not asked for. */
  readonly given?: Answers;
  /** After a RESTART: the wiki has preserved who the person is. */
  readonly preserveState?: boolean;
}

export interface FlowEnd {
  /** `RESTART`: an identity provider knows the person, the wiki does not. */
  readonly status: 'PASS' | 'RESTART';
  /** Absent for a link. */
  readonly username: string | undefined;
  /** What it was begun with, at last. SECRET. */
  readonly answers: Answers;
}

/** How often the wiki may say no or ask for more. */
const maxRounds = 10;

/**
 * Goes through a flow with whoever is at the terminal, to its PASS or RESTART.
 * @throws CliError `sign-in-failed`, `failed`, `not-interactive`, `needs-browser`, `browser-timeout`; Interrupted; what a step throws
 */
export async function runFlow(wiki: Wiki, module: FlowModule, start: FlowStart = {}): Promise<FlowEnd> {
  const { given = {}, preserveState = false } = start;
  await using back = await listenForReturn();
  const flow = begin(wiki, module, back.url, preserveState);
  let stage: Stage = preserveState && module === 'createaccount' ? 'identified' : 'begin';
  let known: Known = { ...nothingKnown, given };
  let begun: { answers: Answers; form: AuthForm } | undefined;
  let step: Halt | undefined;
  for (let round = 0; round < maxRounds; round++) {
    const form = await flow.form({ signal: interrupted });
    const answers = await answerForm(flow, form, stage, known);
    const next = await follow(flow, answers, back);
    if (!next) {
      known = { given: {}, suggested: answers, sameWay: true };
      continue;
    }
    step = next;
    if (!begun || stage !== 'continue') begun = { answers, form };
    if (step.status === 'PASS') return { status: 'PASS', username: step.username, answers: begun.answers };
    if (step.status === 'RESTART') return restarted(flow, step, begun.answers);
    if (step.status === 'FAIL') {
      if (!(await mayTryAgain(words(step), step.code, form, answers))) throw failed(flow, step);
      known = afterFail(module, step.code, begun.answers, begun.form);
      // a creation that fails early has lost whom the provider knows (ApiAuthManagerHelper::formatAuthenticationResponse)
      const isForgotten = stage === 'identified' && !step.canPreserveState;
      if (isForgotten) {
        notice('info', 'The wiki has forgotten your identity: choose once more how it is to know you.');
        known = { ...known, sameWay: false };
      }
      if (isForgotten || stage === 'continue') stage = 'begin';
    } else {
      // the same question again means that the answer was wrong
      if (words(step) !== '') notice(isSame(form, step.form) ? 'problem' : 'info', words(step));
      known = nothingKnown;
      stage = 'continue';
    }
  }
  throw failed(flow, step, 'The wiki was still not content after many answers.');
}

function begin(wiki: Wiki, module: FlowModule, returnUrl: string, preserveState: boolean): AuthFlow {
  const options = { returnUrl, preserveState, messageFormat: 'html' } as const;
  if (module === 'createaccount') return wiki.createAccount(options);
  return module === 'linkaccount' ? wiki.linkAccount(options) : wiki.clientLogin(options);
}

function isSame(a: AuthForm, b: AuthForm): boolean {
  return namesOf(a) === namesOf(b);
}

function namesOf({ fields }: AuthForm): string {
  return fields.map(({ name }) => name).join();
}

function restarted(flow: AuthFlow, step: Halt, answers: Answers): FlowEnd {
  if (!isInteractive()) throw failed(flow, step);
  notice('problem', words(step));
  return { status: 'RESTART', username: undefined, answers };
}

/** Says what was wrong, if it makes sense to ask again. Where there was nothing to type, no browser opens without being asked for. */
async function mayTryAgain(said: string, code: string, form: AuthForm, answers: Answers): Promise<boolean> {
  if (!isInteractive() || isFinal(code)) return false;
  notice('problem', said);
  const typed = form.fields.some((field) => isAsked(field) && typeof answers[field.name] === 'string');
  return typed || confirm('Try again?', true, '');
}
