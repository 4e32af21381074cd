import { log } from '../log.ts';
import { latest, type Page } from '../pages.ts';
import { addRevision } from '../save.ts';
import { parseTitle, talkOf, type Title } from '../title.ts';
import { ApiError, formatMessage } from './errors.ts';
import type { Call, Module } from './module.ts';
import { anyOf, boolean, integer, oneOf, string, token } from './parameters.ts';
import type { Values } from './values.ts';

function checkPermission(call: Call): void {
  const { rights, account } = call.actor();
  if (rights.includes('move')) return;
  const cantmove = new ApiError('cantmove', 'movenotallowed');
  throw account ? cantmove : new ApiError('cantmove-anon', 'movenologintext', [], undefined, undefined, [cantmove]);
}

/** A redirect with one revision that leads back here may be moved over. */
function leadsBack(there: Page, from: Title): boolean {
  return there.revisions.length === 1 && latest(there).text === `#REDIRECT [[${from.text}]]`;
}

/** @throws ApiError invalidtitle, missingtitle, selfmove, articleexists, cantmove-anon, cantmove */
function execute(call: Call, values: Values): object {
  const { pages } = call.state;
  const [from, to] = ['from', 'to'].map((name) => {
    const title = parseTitle(values.string(name) ?? '');
    if (!title) throw new ApiError('invalidtitle', 'apierror-invalidtitle', [values.string(name) ?? '']);
    return title;
  }) as [Title, Title];
  const page = pages.byTitle(from.text);
  if (!page) throw new ApiError('missingtitle', 'apierror-missingtitle');
  checkPermission(call);
  if (from.text === to.text) throw new ApiError('selfmove', 'selfmove');
  const reason = values.string('reason') ?? '';
  const redirects = !(values.flag('noredirect') && call.actor().rights.includes('suppressredirect'));
  const moveoverredirect = movePage(call, page, from, to, reason, redirects);
  const moved = { from: from.text, to: to.text, reason, redirectcreated: redirects, moveoverredirect };
  const [talkfrom, talkto] = [talkOf(from), talkOf(to)];
  const talk = values.flag('movetalk') && talkfrom && pages.byTitle(talkfrom.text);
  if (!talk || !talkto) return moved;
  try {
    const talkmoveoverredirect = movePage(call, talk, talkfrom, talkto, reason, redirects);
    return { ...moved, talkfrom: talkfrom.text, talkto: talkto.text, talkmoveoverredirect };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { ...moved, 'talkmove-errors': [problem(call, error)] };
  }
}

/** With errorformat=bc by the message's key (ApiErrorFormatter_BackCompat). */
function problem({ errorformat, state }: Call, { code, detail }: ApiError): object {
  if (errorformat === 'bc') return { message: detail.key, params: detail.params, code, type: 'error' };
  return formatMessage(code, detail, errorformat, state.version);
}

/** @returns whether there was a redirect in the way. @throws ApiError articleexists */
function movePage(call: Call, page: Page, from: Title, to: Title, reason: string, redirects: boolean): boolean {
  const { pages } = call.state;
  const there = pages.byTitle(to.text);
  const moveoverredirect = there !== undefined && leadsBack(there, from);
  if (there && !moveoverredirect) throw new ApiError('articleexists', 'articleexists', [to.text]);
  if (there) {
    pages.remove(there);
    const why = `Deleted to make way for move from "[[${from.text}]]"`;
    const gone = {
      type: 'delete',
      action: 'delete_redir',
      title: to,
      comment: why,
      logpage: there.id,
      params: {},
    } as const;
    log(call.state, call.actor(), gone);
  }
  const { text } = latest(page);
  pages.rename(page, to);
  const comment = `${call.actor().name} moved page [[${from.text}]] to [[${to.text}]]${reason && `: ${reason}`}`;
  addRevision(call.state, call.actor(), { title: to, text, comment });
  if (redirects) addRevision(call.state, call.actor(), { title: from, text: `#REDIRECT [[${to.text}]]`, comment });
  log(call.state, call.actor(), {
    type: 'move',
    action: moveoverredirect ? 'move_redir' : 'move',
    title: from,
    comment: reason,
    logpage: page.id,
    params: { target_ns: to.ns, target_title: to.text, suppressredirect: !redirects },
  });
  return moveoverredirect;
}

/** https://www.mediawiki.org/wiki/API:Move. Without subpages. */
export const move: Module = {
  path: 'move',
  classname: 'ApiMove',
  group: 'action',
  prefix: '',
  help: ['Move'],
  readrights: true,
  writerights: true,
  mustbeposted: true,
  parameters: {
    from: string(),
    fromid: integer(),
    to: string({ required: true }),
    reason: string({ default: '' }),
    movetalk: boolean(),
    movesubpages: boolean(),
    noredirect: boolean(),
    watchlist: oneOf('nochange preferences unwatch watch', { default: 'preferences' }),
    ignorewarnings: boolean(),
    tags: anyOf(''),
    token: token('csrf'),
  },
  execute: (call, values) => ({ move: execute(call, values) }),
};
