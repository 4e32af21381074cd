import { blockInfo } from '../actor.ts';
import type { Message } from '../action/messages.ts';
import { hex } from '../random.ts';
import { clientAddress, fullSeconds } from '../state.ts';
import { creatableName } from './creatable-name.ts';
import { maybeLinkKey } from './confirm-link.ts';
import { passwordId, userDataId, usernameId } from './core-requests.ts';
import type { Dialogue, Preserved } from './dialogue.ts';
import { addressConfirmation } from './mails.ts';
import { abstain, fail, message, type Outcome } from './outcome.ts';
import type { NewAccount, Visit } from './provider.ts';
import { textIn, type Filled } from './request.ts';
import { runSecondary } from './secondary.ts';

function refusal({ state, actor }: Visit): Message | undefined {
  const block = blockInfo(state, actor.account);
  if (block) {
    const { blockedby, blockreason } = block;
    return message('blockedtext', String(blockedby), String(blockreason), actor.name, clientAddress, 1);
  }
  if (actor.rights.includes('createaccount')) return undefined;
  return message('badaccess-groups', '[[Project:Administrators|Administrators]]', 1);
}

/** Begins to make an account: AuthManager::beginAccountCreation. */
export async function beginCreation(visit: Visit, filled: readonly Filled[], preserved?: Preserved): Promise<Outcome> {
  const given = textIn(filled, passwordId, 'username') ?? textIn(filled, usernameId, 'username');
  if (given === undefined) return fail('noname');
  const refused = refusal(visit);
  if (refused) return fail(refused);
  const name = creatableName(visit.state, given);
  if (name === undefined) return fail('noname');
  if (visit.state.accounts.byName(name)) return fail('userexists');
  const email = textIn(filled, userDataId, 'email') ?? '';
  if (email !== '' && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/u.test(email)) return fail('invalidemailaddress');
  visit.data.clear();
  const { auth } = visit.handle.session;
  auth.create = {
    returnUrl: visit.returnUrl,
    begun: filled,
    through: new Map(),
    requests: [],
    maybeLink: preserved?.maybeLink ?? [],
    wanted: { name, email, realname: textIn(filled, userDataId, 'realname') ?? '' },
  };
  // The identity that a sign-in was left with is as good as a password.
  if (preserved?.identity) auth.create.found = { status: 'PASS', username: name, identity: preserved.identity };
  visit.handle.persist();
  return continueCreation(visit, filled);
}

function test(visit: Visit, filled: readonly Filled[], wanted: NewAccount): Message | undefined {
  const { before, primary, secondary } = visit.state.providers;
  for (const provider of [...before, ...primary, ...secondary]) {
    const why = provider.testCreation?.(visit, filled, wanted);
    if (why) return why;
  }
  return undefined;
}

async function askPrimary(
  visit: Visit,
  dialogue: Dialogue,
  filled: readonly Filled[],
  wanted: NewAccount,
): Promise<Outcome> {
  if (dialogue.primary) return (await dialogue.primary.continueCreation?.(visit, filled, wanted)) ?? abstain;
  for (const provider of visit.state.providers.primary) {
    const outcome = await provider.beginCreation?.(visit, filled, wanted);
    if (!outcome || outcome.status === 'ABSTAIN') continue;
    dialogue.primary = provider;
    return outcome;
  }
  return fail('authmanager-create-no-primary');
}

function create(visit: Visit, dialogue: Dialogue, wanted: NewAccount): NonNullable<Dialogue['created']> {
  const { state, handle } = visit;
  const { name, email, realname } = wanted;
  const account = state.accounts.create(name, { password: '', email, realname }, fullSeconds(state.clock()));
  const providers = dialogue.primary ? [dialogue.primary] : state.providers.primary.filter(({ links }) => links);
  for (const provider of providers) provider.finishCreation?.(visit, dialogue.begun, account, dialogue.found?.identity);
  const mailed = account.temporaryPassword !== undefined;
  if (email !== '' && !mailed) state.mails.push(addressConfirmation(state, account, hex(16)));
  handle.afterWrite('post');
  return account;
}

/** The next step: AuthManager::continueAccountCreation. With the steps of secondary providers the account is there already. */
export async function continueCreation(visit: Visit, filled: readonly Filled[]): Promise<Outcome> {
  const { auth } = visit.handle.session;
  const dialogue = auth.create;
  if (!dialogue?.wanted) return fail('authmanager-create-not-in-progress');
  const { wanted } = dialogue;
  dialogue.requests = [];
  const end = (outcome: Outcome): Outcome => {
    delete auth.create;
    return outcome;
  };
  const taken = dialogue.created === undefined && visit.state.accounts.byName(wanted.name) !== undefined;
  if (taken) return end(fail('userexists'));
  const why = dialogue.tested ? undefined : test(visit, filled, wanted);
  if (why) return end(fail(why));
  dialogue.tested = true;
  if (!dialogue.found) {
    const outcome = await askPrimary(visit, dialogue, filled, wanted);
    if (outcome.status === 'UI' || outcome.status === 'REDIRECT') {
      dialogue.requests = outcome.requests;
      return outcome;
    }
    if (outcome.status !== 'PASS') return end(outcome);
    dialogue.found = outcome;
  }
  dialogue.created ??= create(visit, dialogue, wanted);
  visit.data.set(maybeLinkKey, dialogue.maybeLink);
  const asked = await runSecondary(visit, dialogue, filled, dialogue.created, 'create');
  if (asked) return asked;
  visit.data.clear();
  return end({ status: 'PASS', username: wanted.name });
}
