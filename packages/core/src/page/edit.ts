import type { LooseParameters } from '../action/parameters.ts';
import type { Client } from '../client.ts';
import { ApiError } from '../errors.ts';
import { wait } from '../http/wait.ts';
import { type Base, readBase } from './base.ts';
import { findLate, save, type Unanswered } from './save.ts';
import type { EditOptions, EditSuccess, SaveOptions, Transform } from './types.ts';

/** How often an edit is begun, if others change the page each time: one who edits without a pause is the faster one each second time. */
const mostConflicts = 50;

/** What the wiki says of an edit that another one came before; `edit-…` of one that came while it was being saved. */
const ifChanged = ['editconflict', 'edit-conflict', 'edit-already-exists'];
const ifDeleted = ['pagedeleted', 'edit-gone-missing'];

/**
 * The base of an edit that makes a page. The wiki looks for `createonly` early; without a base it then saves over what the same
 * account, or anyone in the same second, has made meanwhile, and answers `Success` without `new` (edit-race.test.ts). With this
 * one it makes a page, and changes none (edit-create-no-base, edit-conflict-no-base). Before 1.32 it does not know `baserevid`.
 */
const noRevision = -1;

/** Saves a text, or what a function makes of the newest one. */
export function edit(
  client: Client,
  title: string,
  change: Transform | string,
  options: SaveOptions = {},
): Promise<EditSuccess | undefined> {
  return typeof change === 'string'
    ? saveText(client, title, change, options)
    : transform(client, title, change, options);
}

/** Saves a text as it was given. */
async function saveText(client: Client, title: string, text: string, options: SaveOptions): Promise<EditSuccess> {
  const { signal, maxWait, ...how } = options;
  const { section, summary, createonly, baserevid = createonly ? noRevision : undefined } = how;
  const sent = { title, text, appended: false, section, summary, base: createonly ? 0 : baserevid };
  try {
    return await save(client, { ...(how as LooseParameters), baserevid, title, text }, sent, { signal, maxWait });
  } catch (error) {
    if (!createonly || !(error instanceof ApiError) || !ifChanged.some((code) => error.has(code))) throw error;
    throw new ApiError('edit', [{ code: 'articleexists', text: 'Somebody else made the page at the same moment.' }]);
  }
}

/** Changes a text by a function, which is run again on the newest text where somebody else was faster. */
function transform(
  client: Client,
  title: string,
  change: Transform,
  options: EditOptions,
): Promise<EditSuccess | undefined> {
  return onNewest(client, title, options, true, async (base) => {
    const { text, revid, timestamp } = base;
    const changed = await change(text, {
      missing: revid === undefined,
      ...(revid !== undefined && { revid }),
      ...(timestamp !== undefined && { timestamp }),
    });
    return changed === undefined || (changed === text && revid !== undefined) ? undefined : { text: changed };
  });
}

/** Puts a text at the end of the page, or of a section. */
export async function append(
  client: Client,
  title: string,
  text: string,
  options: EditOptions = {},
): Promise<EditSuccess> {
  return (await onNewest(client, title, options, false, async () => ({ appendtext: text }))) as EditSuccess;
}

type Change = { readonly text: string } | { readonly appendtext: string };

/** Makes an edit that holds for the newest revision only: another one that comes between is a conflict, also one's own. */
async function onNewest(
  client: Client,
  title: string,
  { signal, maxWait, ...how }: EditOptions,
  text: boolean,
  make: (base: Base) => Promise<Change | undefined>,
): Promise<EditSuccess | undefined> {
  const call = { signal, maxWait };
  const { section, summary } = how;
  const unanswered: Unanswered[] = [];
  for (let conflicts = 1; ; conflicts++) {
    const began = performance.now();
    const base = await readBase(client, title, { text, section }, call);
    const late = await findLate(client, unanswered, call);
    if (late) return late;
    const change = await make(base);
    if (!change) return undefined;
    const draft = { ...(how as LooseParameters), ...basedOn(base), title, ...change };
    const appended = 'appendtext' in change;
    const newText = appended ? change.appendtext : change.text;
    const sent = { title, text: newText, appended, section, summary, base: base.revid ?? 0 };
    try {
      const saved = await save(client, draft, sent, call, unanswered);
      if (!saved.nochange) return saved;
      // another edit that has made the same text meanwhile is taken for this one (edit-conflict-same-text)
      const now = await readBase(client, title, { text: false }, call);
      if (now.revid === base.revid) return saved;
      throw new ApiError('edit', [{ code: 'editconflict', text: 'Somebody else saved the same text.' }]);
    } catch (error) {
      if (!isConflict(error, how) || conflicts === mostConflicts) throw error;
      // at random, within the time of one edit, so that those who meet do not meet again; who waited ever longer would come last
      await wait(Math.random() * Math.min(1000, performance.now() - began), signal);
    }
  }
}

/** With `basetimestamp` the wiki would not count what the same account has saved since (edit-conflict-own-basetimestamp): a bot may run twice. */
function basedOn({ revid, timestamp, readAt, old }: Base): LooseParameters {
  if (revid === undefined) return { createonly: true, baserevid: noRevision, starttimestamp: readAt };
  return { ...(old ? { basetimestamp: timestamp } : { baserevid: revid }), starttimestamp: readAt, nocreate: true };
}

/** Whether the page is another than it was read; what the caller has ruled out is not for us to try again. */
function isConflict(error: unknown, { createonly, nocreate }: EditOptions): boolean {
  if (!(error instanceof ApiError)) return false;
  return (
    [...ifChanged, ...ifDeleted].some((code) => error.has(code)) ||
    (error.has('articleexists') && !createonly) ||
    (error.has('missingtitle') && !nocreate)
  );
}
