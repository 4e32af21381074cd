import type { Client } from './client.ts';
import type { CallOptions } from './options.ts';
import { later } from './load-later.ts';

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
  async get(options?: CallOptions): Promise<{ [name: string]: Preference }> {
    return (await later()).getPreferences(this.#client, options);
  }

  /**
   * Sets preferences; `null` sets one back to the wiki's default. Names that begin with `userjs-` are free. One that the wiki does
   * not know is only warned of (`onWarning`).
   * @throws ApiError `notloggedin`, and what a call throws
   */
  async set(changes: { readonly [name: string]: Preference }, options?: CallOptions): Promise<void> {
    return (await later()).setPreferences(this.#client, changes, options);
  }
}
