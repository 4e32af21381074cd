import type { Account } from './accounts.ts';
import { groupRights, withinGrants } from './rights.ts';
import type { Session } from './new-session.ts';
import { clientAddress, type State } from './state.ts';

/** Who acts, and with what rights. */
export interface Actor {
  /** Undefined: nobody is signed in. */
  readonly account: Account | undefined;
  /** 0 for nobody. */
  readonly id: number;
  /** The address, for nobody. */
  readonly name: string;
  readonly temp: boolean;
  readonly groups: readonly string[];
  readonly rights: readonly string[];
}

/** Explicit groups first, then those that all accounts of its kind are in. */
export function groupsOf({ settings, temp }: Account): readonly string[] {
  return temp ? ['*', 'temp'] : [...(settings.groups ?? []), '*', 'user', 'autoconfirmed'];
}

export function actorOf(state: State, session: Session): Actor {
  const account = session.user;
  const explicit = account?.settings.groups ?? [];
  const groups = account ? groupsOf(account) : ['*'];
  const byGroup = groupRights(state.version);
  const all = [...explicit, '*', ...groups].flatMap((group) => byGroup.get(group) ?? []);
  let rights: readonly string[] = [...new Set([...all, ...(account?.settings.rights ?? [])])];
  // As $wgGroupPermissions['*'] of a private wiki; members of `user` keep what that group gives them.
  if (state.options.private && !account)
    rights = rights.filter((right) => !['read', 'edit', 'createaccount'].includes(right));
  if (state.options.anonymousCreation === false && !groups.includes('sysop'))
    rights = rights.filter((right) => right !== 'createaccount');
  if (session.grants) rights = withinGrants(rights, session.grants);
  return {
    account,
    id: account?.id ?? 0,
    name: account?.name ?? clientAddress,
    temp: account?.temp ?? false,
    groups,
    rights,
  };
}

/** What the API tells of a block: errors of `edit`, and userinfo's `blockinfo` (edit-blocked-bc, userinfo-blocked). */
export function blockInfo(state: State, account: Account | undefined): Record<string, unknown> | undefined {
  const blocked = account?.settings.blocked;
  if (!account || !blocked) return undefined;
  const by = state.accounts.byId(1);
  const time = new Date(account.registration);
  const month = time.toLocaleString('en', { month: 'long', timeZone: 'UTC' });
  return {
    blockid: 1,
    blockedby: by?.name ?? '',
    blockedbyid: by?.id ?? 0,
    blockreason: typeof blocked === 'string' ? blocked : 'blocked',
    blockedtimestamp: time.toISOString().replace(/\.\d+/u, ''),
    blockexpiry: 'infinite',
    blockpartial: false,
    blocknocreate: true,
    blockanononly: false,
    ...(state.version >= '1.43' && { blockemail: false, blockowntalk: false }),
    blockedtimestampformatted: `${time.toISOString().slice(11, 16)}, ${time.getUTCDate()} ${month} ${time.getUTCFullYear()}`,
  };
}
