import type { Account } from '../accounts.ts';
import { fail, type Outcome } from './outcome.ts';
import type { Visit } from './provider.ts';
import type { Filled } from './request.ts';

/** Begins to link an identity to the account that is signed in: AuthManager::beginAccountLink. */
export async function beginLink(visit: Visit, filled: readonly Filled[], account: Account): Promise<Outcome> {
  visit.data.clear();
  for (const provider of visit.state.providers.primary) {
    const outcome = await provider.beginLink?.(visit, filled, account);
    if (!outcome || outcome.status === 'ABSTAIN') continue;
    if (outcome.status === 'UI' || outcome.status === 'REDIRECT') {
      visit.handle.session.auth.link = {
        returnUrl: visit.returnUrl,
        begun: filled,
        primary: provider,
        through: new Map(),
        requests: outcome.requests,
        maybeLink: [],
        account,
      };
    }
    return outcome;
  }
  return fail('authmanager-link-no-primary');
}

/** The next step: AuthManager::continueAccountLink. */
export async function continueLink(visit: Visit, filled: readonly Filled[], account: Account): Promise<Outcome> {
  const { auth } = visit.handle.session;
  const dialogue = auth.link;
  if (dialogue?.account !== account) return fail('authmanager-link-not-in-progress');
  const outcome = await dialogue.primary?.continueLink?.(visit, filled, account);
  if (outcome?.status === 'UI' || outcome?.status === 'REDIRECT') {
    dialogue.requests = outcome.requests;
    return outcome;
  }
  delete auth.link;
  visit.data.clear();
  return outcome ?? fail('authmanager-link-not-in-progress');
}
