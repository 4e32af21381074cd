import { md5 } from '../md5.ts';
import { latest, redirectTarget, type Page } from '../pages.ts';
import { checkEditPermissions, save } from '../save.ts';
import { appendSection, getSection, replaceSection } from '../sections.ts';
import { undoneText } from '../undo.ts';
import { isoTime, type State } from '../state.ts';
import { parseTitle, type Title } from '../title.ts';
import { ApiError } from './errors.ts';
import type { Call, Module } from './module.ts';
import { contentFormats } from './names.ts';
import { anyOf, boolean, integer, oneOf, string, text, timestamp, token } from './parameters.ts';
import { raw, type Values } from './values.ts';

const atLeastOne = (names: readonly string[]): ApiError =>
  new ApiError('missingparam', 'apierror-missingparam-at-least-one-of', [{ list: names, type: 'comma' }, names.length]);

function target(state: State, values: Values): Title {
  const name = values.string('title');
  const pageid = values.integer('pageid');
  if (name === undefined && pageid === undefined) {
    throw new ApiError('missingparam', 'apierror-missingparam-one-of', [
      { list: ['title', 'pageid'], type: 'comma' },
      2,
    ]);
  }
  if (name !== undefined && pageid !== undefined) {
    throw new ApiError('invalidparammix', 'apierror-invalidparammix', [
      { list: ['title', 'pageid'], type: 'comma' },
      2,
    ]);
  }
  const page = pageid === undefined ? undefined : state.pages.byId(pageid);
  if (pageid !== undefined && !page) throw new ApiError('nosuchpageid', 'apierror-nosuchpageid', [pageid]);
  const title = page ? { ns: page.ns, text: page.title } : parseTitle(name ?? '');
  if (!title) throw new ApiError('invalidtitle', 'apierror-invalidtitle', [name ?? '']);
  if (title.ns < 0) throw new ApiError('pagecannotexist', 'apierror-pagecannotexist');
  const there = values.flag('redirect') ? state.pages.byTitle(title.text) : undefined;
  return parseTitle((there && redirectTarget(latest(there))) ?? '') ?? title;
}

/** The whole new text of the page. */
function newText(values: Values, page: Page | undefined): string {
  const current = page ? latest(page).text : '';
  const section = values.string('section') ?? '';
  const prepend = values.string('prependtext');
  const append = values.string('appendtext');
  const heading = values.string('sectiontitle') ?? values.string('summary') ?? '';
  if (section === 'new') return appendSection(current, heading, values.string('text') ?? append ?? '');
  if (section !== '' && !/^\d+$/u.test(section)) {
    throw new ApiError('invalidsection', 'apierror-badparameter', ['section']);
  }
  const part = section === '' ? current : getSection(current, Number(section));
  if (part === undefined) throw new ApiError('nosuchsection', 'apierror-nosuchsection', [section]);
  const added = prepend !== undefined || append !== undefined ? (prepend ?? '') + part + (append ?? '') : undefined;
  const changed = added ?? values.string('text') ?? part;
  return section === '' ? changed : (replaceSection(current, Number(section), changed) ?? changed);
}

/**
 * Whether the page was changed since the text was read. With `basetimestamp`, one's own edits of the whole page do not count
 * (edit-conflict, edit-conflict-own-basetimestamp); with `baserevid` alone they do (edit-conflict-own-baserevid).
 */
function conflicts(call: Call, values: Values, page: Page | undefined, text: string): boolean {
  const section = values.string('section') ?? '';
  if (!page || section === 'new') return false;
  const baserevid = values.integer('baserevid');
  const hasBase = !baserevid || call.state.pages.revision(baserevid) !== undefined;
  // edit-conflict-same-text, and not edit-conflict-no-base
  if (call.state.version >= '1.43' && latest(page).text === text && hasBase) return false;
  const basetimestamp = values.time('basetimestamp');
  if (basetimestamp === undefined) return baserevid !== undefined && baserevid !== latest(page).id;
  const since = page.revisions.filter(({ id, timestamp }) =>
    baserevid === undefined ? timestamp > basetimestamp : id > baserevid,
  );
  const { id, name } = call.actor();
  return since.length > 0 && (section !== '' || id === 0 || since.some(({ user }) => user.name !== name));
}

function execute(call: Call, values: Values): Record<string, unknown> {
  const texts = ['text', 'appendtext', 'prependtext', 'undo'];
  if (texts.every((name) => values.string(name) === undefined && values.integer(name) === undefined))
    throw atLeastOne(texts);
  const title = target(call.state, values);
  const page = call.state.pages.byTitle(title.text);
  if (values.flag('createonly') && page) throw new ApiError('articleexists', 'apierror-articleexists');
  if (values.flag('nocreate') && !page) throw new ApiError('missingtitle', 'apierror-missingtitle');
  checkEditPermissions(call.state, call.actor(), title);

  const given = ['prependtext', 'appendtext'].map((name) => values.string(name));
  const hashed = given.some((part) => part !== undefined) ? given.join('') : (values.string('text') ?? '');
  const hash = values.string('md5');
  if (hash !== undefined && hash !== md5(hashed)) throw new ApiError('badmd5', 'apierror-badmd5');
  const undo = values.integer('undo');
  const changed = undo ? undoneText(call.state, page, undo, values.integer('undoafter')) : newText(values, page);
  if (conflicts(call, values, page, changed)) throw new ApiError('editconflict', 'edit-conflict');
  const contentmodel = values.string('contentmodel');
  const saved = save(call.state, call.session, {
    title,
    text: changed,
    comment: values.string('summary') ?? '',
    minor: values.flag('minor'),
    ...(contentmodel !== undefined && { contentmodel }),
    captchaid: raw(call.input, 'captchaid'),
    captchaword: raw(call.input, 'captchaword'),
    method: 'post',
  });
  if ('captcha' in saved) return { captcha: saved.captcha, result: 'Failure' };
  const { revision, before } = saved;
  const old = call.state.version === '1.16';
  const watched = !['unwatch', 'nochange'].includes(values.string('watchlist') ?? '') && !values.flag('unwatch');
  return {
    ...(!before && { new: true }),
    result: 'Success',
    pageid: saved.page.id,
    title: saved.page.title,
    ...(!old && { contentmodel: revision.contentmodel }),
    ...(saved.nochange && { nochange: true }),
    ...(!saved.nochange && {
      oldrevid: before?.id ?? 0,
      newrevid: revision.id,
      newtimestamp: isoTime(revision.timestamp),
    }),
    ...(watched && !old && { watched: true }),
    ...(saved.tempusercreated && { tempusercreated: true }),
  };
}

/** https://www.mediawiki.org/wiki/API:Edit */
export const edit: Module = {
  path: 'edit',
  classname: 'ApiEditPage',
  group: 'action',
  prefix: '',
  help: ['Edit'],
  readrights: true,
  writerights: true,
  mustbeposted: true,
  parameters: {
    title: string(),
    pageid: integer(),
    section: string(),
    sectiontitle: string(),
    text: text(),
    summary: string(),
    tags: anyOf(''),
    minor: boolean(),
    notminor: boolean(),
    bot: boolean(),
    baserevid: integer(),
    basetimestamp: timestamp(),
    starttimestamp: timestamp(),
    recreate: boolean(),
    createonly: boolean(),
    nocreate: boolean(),
    watch: boolean({ deprecated: true }),
    unwatch: boolean({ deprecated: true }),
    watchlist: oneOf('nochange preferences unwatch watch', { default: 'preferences' }),
    md5: string(),
    prependtext: text(),
    appendtext: text(),
    undo: integer({ min: 0 }),
    undoafter: integer({ min: 0 }),
    redirect: boolean(),
    contentformat: oneOf(contentFormats),
    contentmodel: oneOf('css javascript json text unknown wikitext'),
    token: token('csrf'),
    returnto: { type: 'title', mustExist: false, since: '1.43' },
    returntoquery: string({ default: '', since: '1.43' }),
    returntoanchor: string({ default: '', since: '1.43' }),
  },
  execute: (call, values) => ({ edit: execute(call, values) }),
};
