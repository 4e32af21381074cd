import type { Actor } from './actor.ts';
import { fullSeconds, type State } from './state.ts';
import type { Title } from './title.ts';

/** An entry of the log: what was done to a page. */
export interface LogEntry {
  readonly id: number;
  readonly type: 'delete' | 'move';
  readonly action: 'delete' | 'delete_redir' | 'move' | 'move_redir';
  readonly title: Title;
  readonly user: { readonly id: number; readonly name: string };
  /** Milliseconds since 1970, full seconds. */
  readonly timestamp: number;
  readonly comment: string;
  /** The page's number, while there was one. */
  readonly logpage: number;
  /** As `leprop=details` shows them. */
  readonly params: object;
}

/** Writes down what this user does now. @returns the number of the entry */
export function log(
  state: State,
  actor: Actor,
  entry: Pick<LogEntry, 'type' | 'action' | 'title' | 'comment' | 'logpage' | 'params'>,
): number {
  const id = state.log.length + 1;
  const timestamp = fullSeconds(state.clock());
  state.log.push({ ...entry, id, timestamp, user: { id: actor.id, name: actor.name } });
  return id;
}
