import type { Client } from '../client.ts';
import type { CallOptions } from '../options.ts';
import type { Purpose } from './account-calls.ts';
import type { Answers } from './fields.ts';
import type { FlowOptions } from './step.ts';
import type { FlowHandlers } from './drive.ts';
import type { FormRequest } from './form.ts';
import { later } from '../load-later.ts';

export interface AccountOptions extends CallOptions {
  /**
   * Signs in anew where the wiki wants that before it lets somebody change credentials (error `reauthenticate`), and the call is
   * then made again. Without it that error is thrown.
   */
  readonly reauthenticate?: FlowHandlers & FlowOptions;
}

/** What can be changed about the account that is signed in: its credentials and its links. */
export class Account {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  /**
   * The credentials or links that can be changed, removed or unlinked (API:Authmanagerinfo).
   * @throws ApiError, HttpError, NetworkError
   */
  async requests(purpose: Purpose, options?: CallOptions): Promise<readonly FormRequest[]> {
    return (await later()).accountRequests(this.#client, purpose, options);
  }

  /**
   * Changes credentials, such as the password (API:Changeauthenticationdata). On some wikis this ends bot passwords.
   * @param request the id of one of `requests('change')`, or its end, e.g. `PasswordAuthenticationRequest`
   * @throws FormError, UsageError, ApiError e.g. `badretype`, `passwordtooshort`, `reauthenticate`
   */
  async change(request: string, answers: Answers, options?: AccountOptions): Promise<void> {
    return (await later()).changeCredentials(this.#client, request, answers, options);
  }

  /** Removes credentials, such as a second factor (API:Removeauthenticationdata). @throws UsageError, ApiError */
  async remove(request: string, options?: AccountOptions): Promise<void> {
    return (await later()).removeCredentials(this.#client, 'remove', request, options);
  }

  /** Takes back a link to an identity provider (API:Unlinkaccount). @throws UsageError, ApiError */
  async unlink(request: string, options?: AccountOptions): Promise<void> {
    return (await later()).removeCredentials(this.#client, 'unlink', request, options);
  }
}
