import { isoTime } from '../state.ts';
import { latest, size } from '../pages.ts';
import { makeToken } from '../tokens.ts';
import type { Call, Module } from './module.ts';
import { anyOf, string } from './parameters.ts';
import type { PageSet } from './pageset.ts';
import type { Values } from './values.ts';

/** Adds what `prop=info` tells of each page. */
export function addInfo({ state, session }: Call, values: Values, set: PageSet): void {
  const old = state.version === '1.16';
  const language = { pagelanguage: 'en', pagelanguagehtmlcode: 'en', pagelanguagedir: 'ltr' };
  for (const { page, result } of set.entries) {
    if (!page && result['invalid']) continue;
    Object.assign(result, !old && { contentmodel: page ? latest(page).contentmodel : 'wikitext', ...language });
    if (page) {
      const revision = latest(page);
      const time = isoTime(revision.timestamp);
      Object.assign(result, { touched: time, lastrevid: revision.id, length: size(revision) });
      if (page.revisions.length === 1) result['new'] = true;
    }
    if (old && values.list('token').includes('edit')) {
      result['starttimestamp'] = isoTime(state.clock());
      result['edittoken'] = makeToken(session.session, 'csrf', state.clock());
    }
  }
}

/** https://www.mediawiki.org/wiki/API:Info; `intoken` is how 1.16 gives out edit tokens. */
export const info: Module = {
  path: 'query+info',
  classname: 'ApiQueryInfo',
  group: 'prop',
  prefix: 'in',
  help: ['Info'],
  readrights: true,
  parameters: {
    prop: anyOf(
      `associatedpage displaytitle editintro linkclasses notificationtimestamp preload preloadcontent protection
      subjectid talkid url varianttitles visitingwatchers watched watchers preloadnewsection readable`,
    ),
    token: anyOf('edit delete protect move block unblock email import', { until: '1.16' }),
    linkcontext: string({ since: '1.39' }),
    continue: string(),
  },
};
