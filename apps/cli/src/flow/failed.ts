import type { AuthFlow, AuthStep, FlowModule } from '@mwkit/node';
import { CliError } from '../errors.ts';
import { readable } from '../readable.ts';

const doing: { readonly [module in FlowModule]: string } = {
  clientlogin: 'The sign-in',
  createaccount: 'The account creation',
  linkaccount: 'The linking',
};

/** What the wiki says with a step, to be shown: its message, or else its code. */
export function words(step: AuthStep | undefined): string {
  return step && 'message' in step ? readable(step.message) || readable(step.code) : '';
}

/** The flow ended without success. `why` is ours, where the wiki's words do not say it. */
export function failed({ module }: AuthFlow, step: AuthStep | undefined, why = ''): CliError {
  const code = module === 'clientlogin' ? 'sign-in-failed' : 'failed';
  const what = [`${doing[module]} failed.`, why, words(step)].filter(Boolean).join(' ');
  const answer = step && 'code' in step ? { status: step.status, code: step.code, message: words(step) } : {};
  return new CliError(code, what, '', answer);
}
