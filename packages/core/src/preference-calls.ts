import { call } from './action/call.ts';
import type { Client } from './client.ts';
import { UsageError } from './errors.ts';
import type { JsonObject } from './json.ts';
import type { CallOptions } from './options.ts';
import type { Preference } from './preferences.ts';

export async function getPreferences(client: Client, options?: CallOptions): Promise<{ [name: string]: Preference }> {
  const { query } = await call(client, 'query', { meta: 'userinfo', uiprop: 'options' }, { ...options, method: 'GET' });
  const { userinfo } = query as { userinfo: JsonObject };
  return userinfo['options'] as { [name: string]: Preference };
}

export async function setPreferences(
  client: Client,
  changes: { readonly [name: string]: Preference },
  options?: CallOptions,
): Promise<void> {
  const change = Object.entries(changes).map(([name, value]) => {
    // the wiki would take the first = for the end of the name
    if (name.includes('=')) throw new UsageError('bad-parameter', `No preference can be named "${name}".`);
    return value === null ? name : `${name}=${value === false ? '' : value === true ? '1' : value}`;
  });
  await call(client, 'options', { change }, { ...options, method: 'POST' });
}
