import { call } from '../action/call.ts';
import { requireShape } from '../action/validation.ts';
import type { Client } from '../client.ts';
import { ApiError, FlowError, UsageError } from '../errors.ts';
import { validateAuthManagerInfo } from '../generated/validators/sign-in.ts';
import { isObject } from '../json.ts';
import type { CallOptions } from '../options.ts';
import { type Answers, fillForm } from './fields.ts';
import { AuthFlow } from './flow.ts';
import type { FlowOptions } from './step.ts';
import type { FlowHandlers } from './drive.ts';
import { type FormRequest, readForm } from './form.ts';

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
  async requests(purpose: 'change' | 'remove' | 'unlink', options: CallOptions = {}): Promise<readonly FormRequest[]> {
    const answer = await call(
      this.#client,
      'query',
      { meta: 'authmanagerinfo', amirequestsfor: purpose },
      { ...options, method: 'GET' },
    );
    const info = requireShape(
      isObject(answer['query']) ? answer['query']['authmanagerinfo'] : undefined,
      validateAuthManagerInfo,
      'meta=authmanagerinfo',
    );
    return readForm(info.requests ?? [], this.#client.api).requests;
  }

  /**
   * Changes credentials, such as the password (API:Changeauthenticationdata). On some wikis this ends bot passwords.
   * @param request the id of one of `requests('change')`, or its end, e.g. `PasswordAuthenticationRequest`
   * @throws FormError, UsageError, ApiError e.g. `badretype`, `passwordtooshort`, `reauthenticate`
   */
  async change(request: string, answers: Answers, options: AccountOptions = {}): Promise<void> {
    const found = await this.#find('change', request, options);
    const fields = fillForm({ requests: [found], fields: found.fields }, answers, 'begin');
    await this.#write(
      'changeauthenticationdata',
      { changeauthrequest: found.id, ...Object.fromEntries(fields) },
      options,
    );
  }

  /** Removes credentials, such as a second factor (API:Removeauthenticationdata). @throws UsageError, ApiError */
  async remove(request: string, options: AccountOptions = {}): Promise<void> {
    const { id } = await this.#find('remove', request, options);
    await this.#write('removeauthenticationdata', { request: id }, options);
  }

  /** Takes back a link to an identity provider (API:Unlinkaccount). @throws UsageError, ApiError */
  async unlink(request: string, options: AccountOptions = {}): Promise<void> {
    const { id } = await this.#find('unlink', request, options);
    await this.#write('unlinkaccount', { request: id }, options);
  }

  async #find(purpose: 'change' | 'remove' | 'unlink', id: string, options: CallOptions): Promise<FormRequest> {
    const offered = await this.requests(purpose, options);
    // extensions and versions put their namespace before the class
    const found =
      offered.find((request) => request.id === id) ?? offered.find((request) => request.id.endsWith(`\\${id}`));
    if (found) return found;
    const ids = offered.map((request) => request.id).join(', ');
    throw new UsageError('bad-parameter', `The account has no request \`${id}\` to ${purpose}, but: ${ids || 'none'}.`);
  }

  async #write(action: string, parameters: object, options: AccountOptions): Promise<void> {
    const { reauthenticate, signal, maxWait } = options;
    const write = () => call(this.#client, action, parameters, { signal, maxWait, method: 'POST' });
    try {
      await write();
    } catch (error) {
      if (!(error instanceof ApiError && error.has('reauthenticate') && reauthenticate)) throw error;
      const { user } = this.#client.session;
      const { username } = await new AuthFlow(this.#client, 'clientlogin', reauthenticate).run(reauthenticate);
      if (user && username !== user.name) throw otherUser();
      await write();
    }
  }
}

const otherUser = () => new FlowError('other-user', 'Somebody else has signed in.');
