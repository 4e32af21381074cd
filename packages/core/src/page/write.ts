import { call } from '../action/call.ts';
import type { LooseParameters } from '../action/parameters.ts';
import type { Client } from '../client.ts';
import { wait } from '../http/wait.ts';
import { type LogEvent, type Logged, logged, type SentLogged } from './logged.ts';
import { isLost, lookFor } from './lost.ts';
import type { DeleteOptions, DeleteResult, MoveOptions, MoveResult } from './types.ts';

/** Milliseconds before each look: a connection may break before the wiki is done. */
const pauses = [0, 200, 400, 800];

export async function move(client: Client, from: string, to: string, options: MoveOptions = {}): Promise<MoveResult> {
  const { reason, movetalk = false } = options;
  const sent = { type: 'move', title: from, to, reason, at: performance.now() } as const;
  const done = await write(client, { from, to }, sent, options, movetalk);
  return 'answer' in done ? (done.answer as MoveResult) : { ...moved(done, movetalk), reason: reason ?? '' };
}

export async function deletePage(client: Client, title: string, options: DeleteOptions = {}): Promise<DeleteResult> {
  const sent = { type: 'delete', title, reason: options.reason, at: performance.now() } as const;
  const done = await write(client, { title }, sent, options, false);
  if ('answer' in done) return done.answer as DeleteResult;
  const { event } = done;
  return { title: event.title ?? title, reason: options.reason ?? event.comment ?? '', logid: event.logid ?? 0 };
}

/**
 * Sends it once. Where the answer is lost, looks in the log. It is never sent again: the first one may come late, when somebody
 * has made the page anew.
 */
async function write(
  client: Client,
  page: LooseParameters,
  sent: SentLogged,
  { signal, maxWait, ...how }: MoveOptions | DeleteOptions,
  others: boolean,
): Promise<{ readonly answer: unknown } | Logged> {
  const options = { signal, maxWait };
  try {
    const answer = await call(client, sent.type, { ...how, ...page }, { ...options, method: 'POST' });
    return { answer: answer[sent.type] };
  } catch (error) {
    if (!isLost(error)) throw error;
    for (const pause of pauses) {
      await wait(pause, signal);
      const found = await lookFor(error, options, () => logged(client, sent, others, options));
      if (found) return found;
    }
    throw error;
  }
}

function moved({ event, others }: Logged, movetalk: boolean): Omit<MoveResult, 'reason'> {
  const talk = movetalk ? others.find((other) => isTalkOf(other, event)) : undefined;
  const [from, to] = namesOf(event);
  const [talkfrom, talkto] = talk ? namesOf(talk) : ['', ''];
  return {
    from,
    to,
    redirectcreated: !event.params?.suppressredirect,
    moveoverredirect: event.action === 'move_redir',
    ...(talk && { talkfrom, talkto }),
  };
}

const namesOf = ({ title = '', params }: LogEvent): [from: string, to: string] => [title, params?.target_title ?? ''];

/** A discussion page has the next namespace (Help:Namespaces), and moves to that of the target. */
function isTalkOf(talk: LogEvent, { ns = 0, title = '', params }: LogEvent): boolean {
  const isNext = talk.ns === ns + 1 && talk.params?.target_ns === (params?.target_ns ?? 0) + 1;
  return isNext && bare(talk.ns, talk.title) === bare(ns, title);
}

/** Without the name of its namespace. */
const bare = (ns = 0, title = ''): string => (ns === 0 ? title : title.slice(title.indexOf(':') + 1));
