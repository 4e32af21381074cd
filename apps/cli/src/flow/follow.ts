import { type Answers, type AuthFlow, type AuthStep, FormError } from '@mwkit/node';
import { CliError } from '../errors.ts';
import { interrupted } from '../interrupt.ts';
import { notice } from '../notice.ts';
import { visible } from '../output.ts';
import { isInteractive } from '../prompt.ts';
import { onTerminal } from './choose-way.ts';
import { failed } from './failed.ts';
import type { Loopback } from './loopback.ts';
import { visit } from './visit.ts';

const signal = interrupted;
const maxRedirects = 5;

/** A step at which somebody has to decide something, or the end. */
export type Halt = Exclude<AuthStep, { status: 'REDIRECT' }>;

/**
 * Submits answers, and follows identity providers. @returns `undefined` where nothing was sent because an answer does not fit, which
 * is said then
 */
export async function follow(flow: AuthFlow, answers: Answers, back: Loopback): Promise<Halt | undefined> {
  let step: AuthStep;
  try {
    step = await flow.submit(answers, { signal });
  } catch (error) {
    if (!(error instanceof FormError) || !isInteractive()) throw error;
    notice('problem', visible(error.message));
    return undefined;
  }
  for (let redirects = 0; step.status === 'REDIRECT'; redirects++) {
    if (redirects === maxRedirects) throw failed(flow, step, 'The wiki sends the browser away again and again.');
    step = await flow.resume(await sendAway(step.url, back), { signal });
  }
  return step;
}

function sendAway(url: string, back: Loopback): Promise<string> {
  if (isInteractive()) return visit(url, back);
  throw new CliError('not-interactive', 'The wiki sends the browser to an identity provider.', onTerminal);
}
