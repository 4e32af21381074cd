import { call } from '../action/call.ts';
import type { Client } from '../client.ts';
import { ApiError, HttpError } from '../errors.ts';
import type { CallOptions } from '../options.ts';
import { Routes } from '../query/route.ts';
import type { QueryPage } from '../query/types.ts';
import type { JsonObject } from '../json.ts';

/** The newest revision of a page, on which an edit is based. */
export interface Base {
  /** Absent where there is no page. */
  readonly revid?: number;
  readonly timestamp?: string;
  /** The wiki's time when it was read. */
  readonly readAt?: string;
  /** Of the page, or of the section that was asked for; empty where there is no page, or no text was asked for. */
  readonly text: string;
  /** Its wiki has no slots, and is older than 1.32: it does not know `baserevid`. */
  readonly old: boolean;
}

/**
 * Reads what an edit is to be based on. Never together with other reads: it must be the newest.
 * @throws ApiError `invalidtitle`, `nosuchsection`, and what a call throws
 */
export async function readBase(
  client: Client,
  title: string,
  wanted: { readonly text: boolean; readonly section?: string | undefined },
  options: CallOptions,
): Promise<Base> {
  const parameters = {
    prop: 'revisions',
    titles: [title.normalize('NFC')],
    rvprop: ['ids', 'timestamp', wanted.text ? 'content' : 'slotsize'],
    // what tells a wiki of before 1.32 as well, which knows no slots
    rvslots: 'main',
    ...(wanted.text && wanted.section !== undefined && { rvsection: wanted.section }),
    curtimestamp: true,
  };
  const answer = await call(client, 'query', parameters, { ...options, method: 'GET' });
  const page = new Routes((answer['query'] ?? {}) as JsonObject).page(title.normalize('NFC')) as QueryPage | undefined;
  const readAt = answer['curtimestamp'] as string;
  const revision = page?.revisions?.[0];
  if (!revision?.revid) return { text: '', readAt, old: false };
  const { revid, timestamp = '' } = revision;
  const slot = revision.slots?.['main'] ?? revision;
  if ('nosuchsection' in slot) {
    throw new ApiError('query', [{ code: 'nosuchsection', text: `There is no section ${wanted.section}.` }]);
  }
  const text = wanted.text ? slot.content : '';
  if (text === undefined) {
    throw new HttpError('unexpected-shape', `The text of "${title}" may not be read.`, 'It is hidden from this user.');
  }
  return { revid, timestamp, readAt, text, old: revision.slots === undefined };
}
