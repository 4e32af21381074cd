import { call } from './action/call.ts';
import type { Client } from './client.ts';
import { UsageError } from './errors.ts';
import type { JsonObject } from './json.ts';
import type { CallOptions } from './options.ts';

/** A preference as the wiki gives it: texts, numbers and booleans, depending on where it was set. */
export type Preference = string | number | boolean | null;

/** The preferences of the account that is signed in (API:Options). */
export class Preferences {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /**
   * All preferences, by name; those that were never set have the wiki's default.
   * @throws what a call throws
   */
  async get(options: CallOptions = {}): Promise<{ [name: string]: Preference }> {
    const { query } = await call(this.#client, 'query', { meta: 'userinfo', uiprop: 'options' }, options);
    const { userinfo } = query as { userinfo: JsonObject };
    return userinfo['options'] as { [name: string]: Preference };
  }

  /**
   * Sets preferences; `null` sets one back to the wiki's default. Names that begin with `userjs-` are free. One that the wiki does
   * not know is only warned of (`onWarning`).
   * @throws ApiError `notloggedin`, and what a call throws
   */
  async set(changes: { readonly [name: string]: Preference }, options: CallOptions = {}): Promise<void> {
    const change = Object.entries(changes).map(([name, value]) => {
      // the wiki would take the first = for the end of the name
      if (name.includes('=')) throw new UsageError('bad-parameter', `No preference can be named "${name}".`);
      return value === null ? name : `${name}=${value === false ? '' : value === true ? '1' : value}`;
    });
    await call(this.#client, 'options', { change }, { ...options, method: 'POST' });
  }
}
