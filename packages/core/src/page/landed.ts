import type { Client } from '../client.ts';
import type { EditSuccess, Revision } from '../generated/action.ts';
import type { JsonObject } from '../json.ts';
import type { CallOptions } from '../options.ts';
import { answers } from '../query/answers.ts';
import { Routes } from '../query/route.ts';
import type { QueryPage } from '../query/types.ts';

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
 * Looks among the revisions that the page has got since whether this edit is there: by the same user, with the same text and
 * summary.
 * @returns `overtaken` where it is not, and cannot come any more: others have changed what it was based on
 */
export async function landed(
  client: Client,
  sent: Sent,
  options: CallOptions,
): Promise<EditSuccess | 'overtaken' | undefined> {
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
  let others = false;
  const nothing = () => (others && sent.base !== undefined ? 'overtaken' : undefined);
  for await (const answer of answers(client, asked, options)) {
    const query = (answer['query'] ?? {}) as JsonObject;
    me = (query['userinfo'] as JsonObject | undefined) ?? me;
    const page = new Routes(query).page(title) as QueryPage | undefined;
    const since = Date.parse(String(answer['curtimestamp'])) - (performance.now() - sent.at) - slack;
    for (const revision of page?.revisions ?? []) {
      if (revision.revid === sent.base) return nothing();
      if (!sent.base && Date.parse(revision.timestamp ?? '') < since) return sent.base === 0 ? 'overtaken' : undefined;
      others = true;
      if (isBy(me, revision) && isOf(sent, revision)) return successOf(page ?? {}, revision);
    }
  }
  return nothing();
}

function isBy(me: JsonObject, { user, userhidden }: Revision): boolean {
  // an edit by nobody may have made a temporary account, whose cookies were lost with the answer
  return userhidden === true || me['anon'] === true || user === me['name'];
}

function isOf(sent: Sent, revision: Revision): boolean {
  const comment = clean(sent.summary ?? '').replace(/\s+/g, ' ');
  // without a summary the wiki may write its own, and it shortens long ones
  if (comment !== '' && !revision.commenthidden && !(revision.comment ?? '').includes(comment.slice(0, 200)))
    return false;
  if (sent.base === 0 && revision.parentid !== 0) return false;
  if (makesOtherText.test(sent.text)) return sent.base !== undefined && (revision.parentid ?? 0) === sent.base;
  const { content } = revision.slots?.['main'] ?? revision;
  if (content === undefined) return false;
  const text = clean(sent.text);
  return sent.appended || sent.section === 'new' ? clean(content).endsWith(text) : clean(content) === text;
}

/** Signatures, substituted templates, and links that the wiki completes when it saves (Help:Pre-save transform). */
const makesOtherText = /~~~|\{\{\s*(safe)?subst:|\|\s*\]\]|\[\[\s*\|/i;

/** As the wiki saves it. */
function clean(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').normalize('NFC').trim();
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
