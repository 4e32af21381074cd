import { call } from '../action/call.ts';
import type { LooseParameters } from '../action/parameters.ts';
import type { Client } from '../client.ts';
import type { DeleteOptions, DeleteResult, MoveOptions, MoveResult } from './types.ts';

export async function move(client: Client, from: string, to: string, options: MoveOptions = {}): Promise<MoveResult> {
  return (await write(client, 'move', { from, to }, options)) as MoveResult;
}

export async function deletePage(client: Client, title: string, options: DeleteOptions = {}): Promise<DeleteResult> {
  return (await write(client, 'delete', { title }, options)) as DeleteResult;
}

async function write(
  client: Client,
  action: string,
  page: LooseParameters,
  { signal, maxWait, ...how }: MoveOptions | DeleteOptions,
): Promise<unknown> {
  return (await call(client, action, { ...how, ...page }, { signal, maxWait, method: 'POST' }))[action];
}
