import { call } from '../action/call.ts';
import type { LooseParameters } from '../action/parameters.ts';
import type { Client } from '../client.ts';
import type { DeleteOptions, DeleteResult, MoveOptions, MoveResult } from './types.ts';

/** Moves or deletes a page. */
export async function writePage(
  client: Client,
  action: 'move' | 'delete',
  page: LooseParameters,
  { signal, maxWait, ...how }: MoveOptions | DeleteOptions,
): Promise<MoveResult | DeleteResult> {
  const answer = await call(client, action, { ...how, ...page }, { signal, maxWait, method: 'POST' });
  return answer[action] as MoveResult | DeleteResult;
}
