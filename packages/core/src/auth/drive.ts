import { FlowError, FormError } from '../errors.ts';
import type { CallOptions } from '../options.ts';
import type { Answers } from './fields.ts';
import type { AuthFlow } from './flow.ts';
import type { AuthStep } from './step.ts';
import type { AuthForm } from './form.ts';
import { type Assertion, credentialAnswer, publicKeyRequest, type PublicKeyRequest } from './webauthn.ts';

/** What a program or a person does at each step of a flow. */
export interface FlowHandlers extends CallOptions {
  /**
   * Answers a form. @param step how the wiki answered last: FAIL or UI with a message to show; `undefined` at the beginning.
   * @param refused what was wrong with the answer before, where it was refused here and not sent
   * @returns `undefined` to give up
   */
  readonly answer: (
    form: AuthForm,
    step: AuthStep | undefined,
    refused?: FormError,
  ) => Answers | undefined | Promise<Answers | undefined>;
  /**
   * Signs with a passkey or security key where the wiki asks for one: `(request) => navigator.credentials.get(request)` in a browser.
   * @returns null to answer the form otherwise
   */
  readonly credential?: (request: { readonly publicKey: PublicKeyRequest }) => Promise<Assertion | null>;
  /** Opens a URL in a browser. @returns the URL that the browser came back to */
  readonly open?: (url: string) => string | URL | Promise<string | URL>;
  /** How often `answer` is asked at most, so that a wrong answer given for ever ends. Default 10. */
  readonly maxRounds?: number;
}

/**
 * Runs a flow to its PASS.
 * @throws FlowError `failed` when `answer` gave up, `too-many-rounds`, `cannot-redirect` without `open`; and what a step throws
 */
export async function drive(flow: AuthFlow, handlers: FlowHandlers): Promise<Extract<AuthStep, { status: 'PASS' }>> {
  const { maxRounds = 10, signal } = handlers;
  let step: AuthStep | undefined;
  let refused: FormError | undefined;
  for (let round = 0; round < maxRounds; round++) {
    const form = await flow.form({ signal });
    const answers = (await passkey(form, handlers)) ?? (await handlers.answer(form, step, refused));
    signal?.throwIfAborted();
    if (answers === undefined) throw failed(step);
    refused = undefined;
    try {
      step = await flow.submit(answers, { signal });
    } catch (error) {
      if (!(error instanceof FormError)) throw error;
      refused = error;
      continue;
    }
    for (let hops = 0; step.status === 'REDIRECT'; hops++) {
      if (!handlers.open) throw cannotRedirect();
      if (hops === maxRounds) throw tooManyRounds(step);
      const back = await handlers.open(step.url);
      signal?.throwIfAborted();
      step = await flow.resume(back, { signal });
    }
    if (step.status === 'PASS') return step;
  }
  throw refused ?? tooManyRounds(step);
}

async function passkey(form: AuthForm, { credential }: FlowHandlers): Promise<Answers | undefined> {
  const publicKey = publicKeyRequest(form);
  const signed = publicKey && (await credential?.({ publicKey }));
  return signed ? credentialAnswer(signed) : undefined;
}

function describe(step: AuthStep | undefined): { words: string; code: string | undefined } {
  if (!step || step.status === 'PASS' || step.status === 'REDIRECT') return { words: '', code: undefined };
  return { words: ` The wiki said: ${step.message || step.code}`, code: step.code };
}

function failed(step: AuthStep | undefined): FlowError {
  const { words, code } = describe(step);
  return new FlowError('failed', `It was given up.${words}`, undefined, code);
}

function tooManyRounds(step: AuthStep | undefined): FlowError {
  const { words, code } = describe(step);
  return new FlowError(
    'too-many-rounds',
    `The wiki was still not content after many answers.${words}`,
    undefined,
    code,
  );
}

const cannotRedirect = () =>
  new FlowError('cannot-redirect', 'The wiki wants to send a browser to an identity provider.');
