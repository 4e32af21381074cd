import { isoTime, type State } from '../state.ts';
import { latest, redirectText, size } from '../pages.ts';
import { wikiUrlencode } from '../title.ts';
import { makeToken } from '../tokens.ts';
import type { Call, Module } from './module.ts';
import { anyOf, boolean, list, oneOf, string } from './parameters.ts';
import type { PageSet } from './pageset.ts';
import type { Values } from './values.ts';

/** Adds what `prop=info` tells of each page. */
export function addInfo({ state, session }: Call, values: Values, set: PageSet): void {
  const old = state.version === '1.16';
  const language = { pagelanguage: 'en', pagelanguagehtmlcode: 'en', pagelanguagedir: 'ltr' };
  for (const { page, result } of set.entries) {
    if (!page && (result['invalid'] || result['special'])) continue;
    Object.assign(result, !old && { contentmodel: page ? latest(page).contentmodel : 'wikitext', ...language });
    if (page) {
      const revision = latest(page);
      const time = isoTime(revision.timestamp);
      Object.assign(result, { touched: time, lastrevid: revision.id, length: size(revision) });
      if (redirectText(revision) !== undefined) result['redirect'] = true;
      if (page.revisions.length === 1) result['new'] = true;
    }
    // no page is protected here
    if (values.list('prop').includes('protection')) {
      Object.assign(result, { protection: [], restrictiontypes: page ? ['edit', 'move'] : ['create'] });
    }
    if (values.list('prop').includes('url')) Object.assign(result, urls(state, String(result['title'])));
    if (old && values.list('token').includes('edit')) {
      result['starttimestamp'] = isoTime(state.clock());
      result['edittoken'] = makeToken(session.session, 'csrf', state.clock());
    }
  }
}

function urls({ origin, scriptPath }: State, title: string): object {
  const fullurl = `${origin}/wiki/${wikiUrlencode(title)}`;
  const editurl = `${origin}${scriptPath}/index.php?title=${wikiUrlencode(title)}&action=edit`;
  return { fullurl, editurl, canonicalurl: fullurl };
}

const props = `associatedpage displaytitle editintro linkclasses notificationtimestamp preloadcontent protection
  subjectid talkid url varianttitles visitingwatchers watched watchers preload readable`;

const before143 = props.split(/\s+/u).filter((prop) => prop !== 'editintro' && prop !== 'preloadcontent');

const only = (prop: string) => ({ info: [{ name: `${prop}only` }] });

/** https://www.mediawiki.org/wiki/API:Info; `intoken` is how 1.16 gives out edit tokens. */
export const info: Module = {
  path: 'query+info',
  classname: 'ApiQueryInfo',
  group: 'prop',
  prefix: 'in',
  help: ['Info'],
  readrights: true,
  parameters: {
    prop: anyOf(props, {
      deprecatedvalues: ['preload', 'readable'],
      before143: { type: before143, deprecatedvalues: ['readable'] },
    }),
    token: anyOf('edit delete protect move block unblock email import', { until: '1.16' }),
    linkcontext: { type: 'title', default: 'Main Page', mustExist: false, since: '1.39' },
    testactions: { ...list(), since: '1.39' },
    testactionsdetail: oneOf('boolean full quick', { default: 'boolean', since: '1.39' }),
    testactionsautocreate: boolean({ since: '1.43' }),
    preloadcustom: string({ since: '1.43', ...only('preloadcontent') }),
    preloadparams: { ...list(), since: '1.43', ...only('preloadcontent') },
    preloadnewsection: boolean({ since: '1.43', ...only('preloadcontent') }),
    editintrostyle: oneOf('lessframes moreframes', { default: 'moreframes', since: '1.43', ...only('editintro') }),
    editintroskip: { ...list(), since: '1.43', ...only('editintro') },
    editintrocustom: string({ since: '1.43', ...only('editintro') }),
    continue: string(),
  },
};
