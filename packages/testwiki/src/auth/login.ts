import type { Dialogue, Preserved } from './dialogue.ts';
import { maybeLinkKey } from './confirm-link.ts';
import { rememberMeId } from './core-requests.ts';
import { offer } from './offer.ts';
import { abstain, fail, message, type Outcome } from './outcome.ts';
import type { Visit } from './provider.ts';
import { answersTo, type Filled } from './request.ts';
import { runSecondary } from './secondary.ts';

/** The end of a sign-in, and what it leaves for `preservestate`. */
export interface Ended {
  readonly outcome: Outcome;
  readonly preserved?: Preserved;
}

function end(visit: Visit, outcome: Outcome): Outcome {
  const { auth } = visit.handle.session;
  delete auth.login;
  for (const provider of visit.state.providers.before) provider.afterLogin?.(visit, outcome);
  return outcome;
}

/** Starts a sign-in, in place of any other: AuthManager::beginAuthentication. */
export async function beginLogin(visit: Visit, filled: readonly Filled[], preserved?: Preserved): Promise<Ended> {
  visit.data.clear();
  for (const provider of visit.state.providers.before) {
    const why = provider.testLogin?.(visit, filled);
    if (why) return { outcome: end(visit, fail(why)) };
  }
  visit.handle.session.auth.login = {
    returnUrl: visit.returnUrl,
    begun: filled,
    through: new Map(),
    requests: [],
    maybeLink: preserved?.maybeLink ?? [],
  };
  visit.handle.persist();
  return continueLogin(visit, filled);
}

async function askPrimary(visit: Visit, dialogue: Dialogue, filled: readonly Filled[]): Promise<Outcome> {
  if (dialogue.primary) return (await dialogue.primary.continueLogin?.(visit, filled, undefined)) ?? abstain;
  for (const provider of visit.state.providers.primary) {
    const outcome = await provider.beginLogin?.(visit, filled, undefined);
    if (!outcome || outcome.status === 'ABSTAIN') continue;
    dialogue.primary = provider;
    return outcome;
  }
  return fail('authmanager-authn-no-primary');
}

/** Valid, but nobody's: one may sign in or make an account, and have it linked (labauth-clientlogin-restart). */
function restart(visit: Visit, dialogue: Dialogue, { identity }: Outcome & { status: 'PASS' }): Ended {
  const confirms = visit.state.providers.confirmsLinks;
  if (confirms && identity) dialogue.maybeLink = [...dialogue.maybeLink, identity];
  const requests = offer(visit, 'login');
  visit.handle.session.auth.login = { ...dialogue, begun: [], primary: undefined, found: undefined, requests };
  const why = message(`authmanager-authn-no-local-user${confirms ? '-link' : ''}`);
  const outcome: Outcome = { status: 'RESTART', requests, message: why };
  for (const provider of visit.state.providers.before) provider.afterLogin?.(visit, outcome);
  return { outcome, preserved: { identity, maybeLink: dialogue.maybeLink } };
}

/** The next step: AuthManager::continueAuthentication. */
export async function continueLogin(visit: Visit, filled: readonly Filled[]): Promise<Ended> {
  const dialogue = visit.handle.session.auth.login;
  if (!dialogue) return { outcome: fail('authmanager-authn-not-in-progress') };
  dialogue.requests = [];
  if (dialogue.begun.length === 0) dialogue.begun = filled;
  if (!dialogue.found) {
    const outcome = await askPrimary(visit, dialogue, filled);
    if (outcome.status === 'UI' || outcome.status === 'REDIRECT') {
      dialogue.requests = outcome.requests;
      return { outcome };
    }
    if (outcome.status !== 'PASS') return { outcome: end(visit, outcome) };
    if (outcome.username === undefined) return restart(visit, dialogue, outcome);
    dialogue.found = outcome;
  }
  const account = visit.state.accounts.byName(dialogue.found.username ?? '');
  if (!account) return { outcome: end(visit, fail('authmanager-authn-no-local-user')) };
  visit.data.set(maybeLinkKey, dialogue.maybeLink);
  const asked = await runSecondary(visit, dialogue, filled, account, 'login');
  if (asked?.status === 'FAIL') return { outcome: end(visit, asked) };
  if (asked) return { outcome: asked };
  const remember = answersTo(dialogue.begun, rememberMeId)?.['rememberMe'] === true;
  visit.data.clear();
  const outcome = end(visit, { status: 'PASS', username: account.name });
  visit.handle.signIn(account, remember || visit.state.options.rememberMe === 'always');
  return { outcome };
}
