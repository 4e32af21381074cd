import type { Account } from '../accounts.ts';
import type { Dialogue } from './dialogue.ts';
import type { Outcome } from './outcome.ts';
import type { Visit } from './provider.ts';
import type { Filled } from './request.ts';

/** Asks all secondary providers in order; what they want to know, or why it failed, or nothing when all are through. */
export async function runSecondary(
  visit: Visit,
  dialogue: Dialogue,
  filled: readonly Filled[],
  account: Account,
  operation: 'login' | 'create',
): Promise<Outcome | undefined> {
  for (const provider of visit.state.providers.secondary) {
    const through = dialogue.through.get(provider);
    if (through) continue;
    const [begin, goOn] =
      operation === 'login'
        ? [provider.beginSecondary, provider.continueSecondary]
        : [provider.beginSecondaryCreation, provider.continueSecondaryCreation];
    const step = through === undefined ? begin : goOn;
    const outcome = await step?.(visit, through === undefined ? dialogue.begun : filled, account);
    if (outcome?.status === 'FAIL') return outcome;
    if (outcome?.status === 'UI' || outcome?.status === 'REDIRECT') {
      dialogue.through.set(provider, false);
      dialogue.requests = outcome.requests;
      return outcome;
    }
    dialogue.through.set(provider, true);
  }
  return undefined;
}
