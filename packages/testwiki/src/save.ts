import { actorOf, blockInfo, type Actor } from './actor.ts';
import { ApiError } from './action/errors.ts';
import { challengeEdit } from './captcha.ts';
import { latest, type Page, type Revision } from './pages.ts';
import type { SessionHandle } from './session.ts';
import { clientAddress, fullSeconds, type State } from './state.ts';
import { countTemporaryAccount } from './temporary-accounts.ts';
import type { Title } from './title.ts';

/** A new text for a page; both APIs write through here. */
export interface Draft {
  readonly title: Title;
  readonly text: string;
  readonly comment: string;
  readonly minor?: boolean;
  readonly contentmodel?: string;
  readonly captchaid?: string | undefined;
  readonly captchaword?: string | undefined;
  readonly method: 'post' | 'put';
}

export type Saved =
  | { readonly captcha: object }
  | {
      readonly page: Page;
      readonly revision: Revision;
      readonly before: Revision | undefined;
      readonly nochange: boolean;
      readonly tempusercreated: boolean;
    };

/** @throws ApiError blocked, protectednamespace-interface, customjsprotected and the like, permissiondenied */
export function checkEditPermissions(state: State, actor: Actor, title: Title): void {
  const blockinfo = blockInfo(state, actor.account);
  if (blockinfo) {
    const params = [String(blockinfo['blockedby']), String(blockinfo['blockreason']), actor.name, clientAddress, 1];
    throw new ApiError('blocked', state.version >= '1.43' ? 'blockedtext' : 'apierror-blocked', params, { blockinfo });
  }
  if (title.ns === 8 && !actor.rights.includes('editinterface')) {
    throw new ApiError('protectednamespace-interface', 'protectedinterface');
  }
  const [, owner, kind] = /^User:([^/]+)\/.*\.(css|js|json)$/u.exec(title.text) ?? [];
  if (kind !== undefined && owner !== actor.name && !actor.rights.includes(`edituser${kind}`)) {
    throw new ApiError(`custom${kind}protected`, `custom${kind}protected`);
  }
  if (!actor.rights.includes('edit')) throw new ApiError('permissiondenied', 'badaccess-groups', ['Users', 1]);
}

function countAgainstLimits(state: State, actor: Actor): void {
  const limit = actor.account && !actor.temp ? state.options.rateLimit?.user : state.options.rateLimit?.ip;
  if (state.rateLimited > 0) state.rateLimited -= 1;
  else if (actor.rights.includes('noratelimit') || !state.throttle.exceeded(`edit ${actor.name}`, limit)) return;
  throw new ApiError('ratelimited', 'apierror-ratelimited');
}

/** Who edits: with temporary accounts on, an edit by nobody makes one and signs it in (temp-edit-creates-account). */
function author(state: State, handle: SessionHandle): { actor: Actor; tempusercreated: boolean } {
  const actor = actorOf(state, handle.session);
  if (actor.account || !state.options.autoCreateTempUser || state.version < '1.43') {
    handle.persist();
    return { actor, tempusercreated: false };
  }
  if (handle.session.temporaryName === undefined) countTemporaryAccount(state);
  handle.signIn(state.accounts.createTemporary(fullSeconds(state.clock()), handle.session.temporaryName), true);
  return { actor: actorOf(state, handle.session), tempusercreated: true };
}

/** Adds a revision by this user, whatever it says. */
export function addRevision(
  state: State,
  actor: Actor,
  draft: Pick<Draft, 'title' | 'text' | 'comment' | 'minor' | 'contentmodel'>,
): Revision {
  const { title, text, comment, minor = false, contentmodel = modelOf(title) } = draft;
  const user = { id: actor.id, name: actor.name, temp: actor.temp };
  const timestamp = fullSeconds(state.clock());
  return state.pages.save(title.text, { user, timestamp, comment, minor, contentmodel, text });
}

/** @throws ApiError ratelimited, tempuseracquirefailed, acct_creation_throttle_hit */
export function save(state: State, handle: SessionHandle, draft: Draft): Saved {
  countAgainstLimits(state, actorOf(state, handle.session));
  const { actor, tempusercreated } = author(state, handle);
  const captcha = challengeEdit(state, handle.session, actor, draft.captchaid, draft.captchaword);
  if (captcha) return { captcha };
  handle.afterWrite(draft.method);
  const page = state.pages.byTitle(draft.title.text);
  const before = page && latest(page);
  const contentmodel = draft.contentmodel ?? before?.contentmodel ?? modelOf(draft.title);
  const text = draft.text.trimEnd();
  if (page && before?.text === text && before.contentmodel === contentmodel) {
    return { page, revision: before, before, nochange: true, tempusercreated };
  }
  const revision = addRevision(state, actor, { ...draft, contentmodel, text });
  return { page: state.pages.byTitle(draft.title.text) as Page, revision, before, nochange: false, tempusercreated };
}

function modelOf({ ns, text }: Title): string {
  const extension = ns === 8 || (ns === 2 && text.includes('/')) ? /\.(css|js|json)$/u.exec(text)?.[1] : undefined;
  return extension === 'js' ? 'javascript' : (extension ?? 'wikitext');
}
