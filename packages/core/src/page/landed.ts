import type { Client } from '../client.ts';
import type { EditSuccess, Revision } from '../generated/action.ts';
import type { JsonObject } from '../json.ts';
import type { CallOptions } from '../options.ts';
import { answers } from '../query/answers.ts';
import { Routes } from '../query/route.ts';
import type { QueryPage } from '../query/types.ts';
import { isMerge } from './merge.ts';
import { hasComment, resembles } from './saved-text.ts';

/** An edit that was sent, as far as its revision can be known by it. */
export interface Sent {
  readonly title: string;
  /** The whole text of the page, of `section`, or what was put at the end. */
  readonly text: string;
  readonly appended: boolean;
  readonly section: string | undefined;
  readonly summary: string | undefined;
  /** The revision that it was based on; 0 where there was no page, `undefined` where that is not known. */
  readonly base: number | undefined;
  /** Milliseconds, by `performance.now()`. */
  readonly at: number;
}

/** The clocks of the wiki's machines, and the seconds in which it counts. */
const slack = 5000;

/**
 * Looks among the revisions that the page has got since whether this edit is there: by the same user, with the same text (or with
 * the same change of another, where the wiki has merged the two) and summary.
 * @returns `overtaken` where it is not, and others have changed what it was based on; `unclear` where a revision may be it, or
 *   may not
 */
export async function landed(
  client: Client,
  sent: Sent,
  options: CallOptions,
): Promise<EditSuccess | 'overtaken' | 'unclear' | undefined> {
  const { me, page, revisions, before } = await revisionsSince(client, sent, options);
  const isNewSection = sent.section === 'new';
  for (const [index, revision] of revisions.entries()) {
    if (!isBy(me, revision) || !hasComment(sent.summary, revision)) continue;
    const { base, text, appended } = sent;
    const same = resembles(revision.slots?.['main'] ?? revision, text, appended || isNewSection);
    const follows = base === undefined || revision.parentid === base;
    // a wiki may merge two edits, and then it follows another; but not one that makes a page, save by a section
    if (same && (follows || base !== 0 || isNewSection)) return successOf(page, revision);
    if (same === undefined && follows) return 'unclear';
    if (follows || appended || isNewSection || before?.revid !== base) continue;
    const [parent = before] = revisions.slice(index + 1);
    if (isMerge([textOf(before), text], [textOf(parent), textOf(revision)])) return successOf(page, revision);
  }
  if (sent.base === undefined) return undefined;
  return revisions.length > 0 || (sent.base === 0 && before) ? 'overtaken' : undefined;
}

interface Since {
  readonly me: JsonObject;
  readonly page: QueryPage;
  /** The newest first. */
  readonly revisions: readonly Revision[];
  /** The one before them: what the edit is based on, or the newest of before it was sent. */
  readonly before: Revision | undefined;
}

async function revisionsSince(client: Client, sent: Sent, options: CallOptions): Promise<Since> {
  const title = sent.title.normalize('NFC');
  const asked = {
    prop: 'revisions',
    titles: [title],
    rvprop: ['ids', 'timestamp', 'user', 'comment', 'content'],
    rvslots: 'main',
    rvlimit: 20,
    ...(sent.section !== undefined && sent.section !== 'new' && { rvsection: sent.section }),
    ...(sent.base && { rvendid: sent.base }),
    meta: 'userinfo',
    curtimestamp: true,
  };
  let me: JsonObject = {};
  let page: QueryPage = {};
  const revisions: Revision[] = [];
  for await (const answer of answers(client, asked, options)) {
    const query = (answer['query'] ?? {}) as JsonObject;
    me = (query['userinfo'] as JsonObject | undefined) ?? me;
    const told = new Routes(query).page(title) as QueryPage | undefined;
    page = told ?? page;
    const since = Date.parse(String(answer['curtimestamp'])) - (performance.now() - sent.at) - slack;
    for (const revision of told?.revisions ?? []) {
      const isBefore = sent.base ? revision.revid === sent.base : Date.parse(revision.timestamp ?? '') < since;
      if (isBefore) return { me, page, revisions, before: revision };
      revisions.push(revision);
    }
  }
  return { me, page, revisions, before: undefined };
}

function textOf(revision: Revision | undefined): string {
  return (revision?.slots?.['main'] ?? revision)?.content ?? '';
}

function isBy(me: JsonObject, { user, userhidden }: Revision): boolean {
  // an edit by nobody may have made a temporary account, whose cookies were lost with the answer
  return userhidden === true || me['anon'] === true || user === me['name'];
}

function successOf(page: QueryPage, revision: Revision): EditSuccess {
  const { pageid = 0, title = '' } = page;
  const { revid = 0, parentid = 0, timestamp = '' } = revision;
  return {
    result: 'Success',
    pageid,
    title,
    ...(parentid === 0 && { new: true }),
    oldrevid: parentid,
    newrevid: revid,
    newtimestamp: timestamp,
  };
}
