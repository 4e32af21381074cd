import { call } from '../action/call.ts';
import type { Client } from '../client.ts';
import type { JsonObject } from '../json.ts';
import type { CallOptions } from '../options.ts';
import { Routes } from '../query/route.ts';
import { hasComment } from './saved-text.ts';

/** A move or deletion that was sent, as far as its entry in the log can be known by it. */
export interface SentLogged {
  readonly type: 'move' | 'delete';
  readonly title: string;
  /** Where it was moved to. */
  readonly to?: string;
  readonly reason: string | undefined;
  /** Milliseconds, by `performance.now()`. */
  readonly at: number;
}

/** An entry of the log (API:Logevents). */
export interface LogEvent {
  readonly logid?: number;
  readonly ns?: number;
  readonly title?: string;
  readonly type?: string;
  readonly action?: string;
  readonly user?: string;
  readonly timestamp?: string;
  readonly comment?: string;
  readonly commenthidden?: boolean;
  /** Of a move; so named since MediaWiki 1.25. */
  readonly params?: {
    readonly target_ns?: number;
    readonly target_title?: string;
    readonly suppressredirect?: boolean;
  };
}

export interface Logged {
  readonly event: LogEvent;
  /** Later ones of the same user. */
  readonly others: readonly LogEvent[];
}

/**
 * Looks for the entry of the log that this move or deletion has made: the newest one of the page, by the same user, with the same
 * target and reason, not older than the call; and the pages must be as it has left them. The wiki's entries and pages come at once,
 * by one transaction.
 * @param others whether what came with it is wanted too, such as the discussion page
 */
export async function logged(
  client: Client,
  sent: SentLogged,
  others: boolean,
  options: CallOptions,
): Promise<Logged | undefined> {
  const titles = [sent.title, ...(sent.to === undefined ? [] : [sent.to])].map((title) => title.normalize('NFC'));
  const asked = {
    list: 'logevents',
    letype: sent.type,
    ...(!others && { letitle: titles[0] }),
    leprop: ['ids', 'title', 'type', 'user', 'timestamp', 'comment', 'details'],
    lelimit: 50,
    titles,
    prop: 'info',
    meta: 'userinfo',
    curtimestamp: true,
  };
  const answer = await call(client, 'query', asked, { ...options, method: 'GET' });
  // by the wiki's clock, which counts in full seconds
  const since = Math.floor((Date.parse(String(answer['curtimestamp'])) - (performance.now() - sent.at)) / 1000) * 1000;
  const query = (answer['query'] ?? {}) as JsonObject;
  const me = (query['userinfo'] as JsonObject | undefined)?.['name'];
  const routes = new Routes(query);
  const [page, target] = titles.map((title) => routes.page(title) ?? {});
  const events = ((query['logevents'] ?? []) as readonly LogEvent[]).filter(
    (event) => event.action === sent.type || event.action === 'move_redir',
  );
  const index = events.findIndex(({ title }) => title !== undefined && title === page?.['title']);
  const event = events[index];
  if (!event) return undefined;
  const { user, timestamp = '', params } = event;
  if (user !== me || Date.parse(timestamp) < since || !hasComment(sent.reason, event)) return undefined;
  if (params?.target_title !== target?.['title'] || !isDone(page ?? {}, target)) return undefined;
  return { event, others: events.slice(0, index).filter((other) => other.user === me) };
}

/** Whether the pages are as this leaves them: an older one of the same kind may have been taken back meanwhile. */
function isDone(page: JsonObject, target: JsonObject | undefined): boolean {
  if (!target) return page['missing'] === true;
  return (page['missing'] ?? page['redirect']) === true && !target['missing'] && !target['redirect'];
}
