import { size, type Page, type Revision } from '../pages.ts';
import type { Version } from '../options.ts';
import { getSection } from '../sections.ts';
import { isoTime } from '../state.ts';
import { ApiError } from './errors.ts';
import type { Call, Module } from './module.ts';
import { contentFormats } from './names.ts';
import type { PageSet } from './pageset.ts';
import { anyOf, boolean, integer, oneOf, string, timestamp } from './parameters.ts';
import { content } from './result.ts';
import { deprecate, type Values } from './values.ts';

async function sha1(text: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text)));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const formatOf: Readonly<Record<string, string>> = {
  css: 'text/css',
  javascript: 'text/javascript',
  json: 'application/json',
  text: 'text/plain',
};

function contentOf(revision: Revision, values: Values): Record<string, unknown> {
  const section = values.string('section');
  const text = section === undefined ? revision.text : getSection(revision.text, Number(section));
  if (text === undefined) return { nosuchsection: true };
  const { contentmodel } = revision;
  return content({ contentmodel, contentformat: formatOf[contentmodel] ?? 'text/x-wiki', content: text }, 'content');
}

async function describe(revision: Revision, values: Values, version: Version): Promise<object> {
  const props = new Set(values.list('prop'));
  const slotted = values.list('slots').length > 0;
  const hash = props.has('sha1') || props.has('slotsha1') ? await sha1(revision.text) : '';
  const slot = {
    ...(props.has('slotsize') && { size: size(revision) }),
    ...(props.has('slotsha1') && { sha1: hash }),
    ...(props.has('contentmodel') && { contentmodel: revision.contentmodel }),
  };
  const shown = {
    ...(props.has('ids') && { revid: revision.id, parentid: revision.parentid }),
    ...(props.has('flags') && { minor: revision.minor }),
    ...(props.has('user') && { user: revision.user.name }),
    ...(props.has('userid') && { userid: revision.user.id }),
    ...((props.has('user') || props.has('userid')) && {
      ...(revision.user.id === 0 && { anon: true }),
      ...(revision.user.temp && { temp: true }),
    }),
    ...(props.has('timestamp') && { timestamp: isoTime(revision.timestamp) }),
    ...(props.has('size') && { size: size(revision) }),
    ...(props.has('sha1') && { sha1: hash }),
    ...(props.has('roles') && { roles: ['main'] }),
    ...(slotted && { slots: { main: props.has('content') ? Object.assign(contentOf(revision, values), slot) : slot } }),
    ...(props.has('comment') && { comment: revision.comment }),
    ...(props.has('parsedcomment') && { parsedcomment: revision.comment }),
    ...(props.has('tags') && { tags: [] }),
  };
  if (slotted) return shown;
  if (version === '1.16')
    return content(
      Object.assign(shown, props.has('content') && { content: revision.text }) as { content?: string },
      'content',
    );
  if (!props.has('content'))
    return Object.assign(shown, props.has('contentmodel') && { contentmodel: revision.contentmodel });
  return content(Object.assign(shown, contentOf(revision, values)) as { content?: string }, 'content');
}

const enumerators = ['limit', 'startid', 'endid', 'start', 'end', 'user', 'excludeuser', 'continue'];

const isEnumeration = (values: Values): boolean =>
  values.string('dir') === 'newer' ||
  enumerators.some((name) => values.integer(name) !== undefined || values.string(name) !== undefined);

function checkSet(set: PageSet, values: Values): boolean {
  if (!isEnumeration(values)) return false;
  if (set.revids) throw new ApiError('invalidparammix', 'apierror-revisions-norevids', ['rv']);
  if (set.entries.length > 1) throw new ApiError('invalidparammix', 'apierror-revisions-singlepage', ['rv']);
  return true;
}

/** The revisions of one page in order, and where to go on. */
function enumerate(page: Page, values: Values): { found: readonly Revision[]; next: Revision | undefined } {
  const newer = values.string('dir') === 'newer';
  const ordered = newer ? page.revisions : page.revisions.toReversed();
  const from = values.string('continue');
  const first = from === undefined ? values.integer('startid') : Number(from.split('|')[1]);
  if (from !== undefined && !/^\d{14}\|\d+$/u.test(from)) throw new ApiError('badcontinue', 'apierror-badcontinue');
  const after = (value: number, bound: number | undefined): boolean =>
    bound === undefined || (newer ? value >= bound : value <= bound);
  const before = (value: number, bound: number | undefined): boolean =>
    bound === undefined || (newer ? value <= bound : value >= bound);
  const all = ordered.filter(
    ({ id, timestamp: time, user }) =>
      after(id, first) &&
      before(id, values.integer('endid')) &&
      after(time, values.time('start')) &&
      before(time, values.time('end')) &&
      (values.string('user') ?? user.name) === user.name &&
      values.string('excludeuser') !== user.name,
  );
  const limit = values.integer('limit') ?? 10;
  return { found: all.slice(0, limit), next: all[limit] };
}

/** Adds `revisions` to each page; the answer is what to continue with. */
export async function addRevisions(
  call: Call,
  values: Values,
  set: PageSet,
): Promise<Record<string, string> | undefined> {
  const enumerating = checkSet(set, values);
  for (const name of ['startid', 'endid']) {
    const id = values.integer(name);
    if (id !== undefined && !call.state.pages.revision(id))
      throw new ApiError(`badid_rv${name}`, 'apierror-revisions-badid', [`rv${name}`]);
  }
  if (
    call.state.version !== '1.16' &&
    values.list('prop').some((prop) => prop === 'content' || prop === 'contentmodel') &&
    values.list('slots').length === 0
  ) {
    deprecate(
      call.input.warnings,
      'query+revisions',
      'apiwarn-deprecation-withoutslots',
      ['rv'],
      'action=query&prop=revisions&!rvslots',
    );
  }
  let next: Revision | undefined;
  for (const { page, revisions, result } of set.entries) {
    if (!page) continue;
    const part = enumerating ? enumerate(page, values) : undefined;
    next = part?.next;
    const chosen = part?.found ?? (set.revids ? revisions : page.revisions.slice(-1));
    if (chosen.length > 0)
      result['revisions'] = await Promise.all(
        chosen.map(async (revision) => {
          const shown = await describe(revision, values, call.state.version);
          return Object.keys(shown).length > 0 ? shown : [];
        }),
      );
  }
  if (!next) return undefined;
  return { rvcontinue: `${isoTime(next.timestamp).replace(/\D/gu, '')}|${next.id}`, continue: '||' };
}

const single = { info: [{ name: 'singlepageonly' }] } as const;
const who = {
  type: 'user',
  ...single,
  subtypes: ['name', 'ip', 'temp', 'interwiki', 'id'],
  before143: { subtypes: ['name', 'ip', 'interwiki', 'id'] },
} as const;

/** https://www.mediawiki.org/wiki/API:Revisions; the query runs it through `addRevisions`. */
export const revisions: Module = {
  path: 'query+revisions',
  classname: 'ApiQueryRevisions',
  group: 'prop',
  prefix: 'rv',
  help: ['Revisions'],
  readrights: true,
  generator: true,
  parameters: {
    prop: anyOf(
      'comment content contentmodel flags ids parsedcomment roles sha1 size slotsha1 slotsize tags timestamp user userid parsetree',
      { default: 'ids|timestamp|flags|comment|user', deprecatedvalues: ['parsetree'] },
    ),
    slots: anyOf('main', { allspecifier: '*', since: '1.39' }),
    limit: { type: 'limit', min: 1, max: 500, highmax: 5000, ...single },
    expandtemplates: boolean({ deprecated: true }),
    generatexml: boolean({ deprecated: true }),
    parse: boolean({ deprecated: true }),
    section: string(),
    diffto: string({ deprecated: true }),
    difftotext: string({ deprecated: true }),
    difftotextpst: boolean({ deprecated: true }),
    contentformat: oneOf(contentFormats, { deprecated: true }),
    startid: integer(single),
    endid: integer(single),
    start: timestamp(single),
    end: timestamp(single),
    dir: oneOf('newer older', { default: 'older', ...single }),
    user: who,
    excludeuser: who,
    tag: string(),
    continue: string(),
  },
  templated: { 'contentformat-{slot}': { ...oneOf(contentFormats), templatevars: { slot: 'slots' }, since: '1.43' } },
};
