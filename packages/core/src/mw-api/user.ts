import type { LooseParameters } from '../action/parameters.ts';
import type { JsonObject } from '../json.ts';
import type { Wiki } from '../wiki.ts';
import type { MwApiCalls } from './requests.ts';

/** Who one is here. */
export interface MwUserInfo {
  readonly id: number;
  readonly name: string;
  readonly groups: readonly string[];
  readonly rights: readonly string[];
}

/** The user: signing in, groups and rights, preferences. */
export interface MwApiUser {
  /**
   * Signs in by `action=login` (`wiki.login`).
   * @returns `{ login: { result: 'Success', lguserid, lgusername } }`
   * @throws LoginError
   */
  login(username: string, password: string): Promise<JsonObject>;
  /** The user's groups and rights. */
  getUserInfo(): Promise<MwUserInfo>;
  /** These parameters with the assertion that they are sent by whoever has signed in here. `wiki` itself adds that to every call. */
  assertCurrentUser(parameters: LooseParameters): LooseParameters;
  /** Saves one preference; `null` gives it its default again. */
  saveOption(name: string, value: string | number | boolean | null, parameters?: LooseParameters): Promise<JsonObject>;
  /**
   * Saves preferences, in as few requests as their names allow, one after the other; also after those of an earlier call.
   * @returns the last answer; `{}` where there was nothing to save
   * @throws ApiError `notloggedin`
   */
  saveOptions(
    options: { readonly [name: string]: string | number | boolean | null },
    parameters?: LooseParameters,
  ): Promise<JsonObject>;
}

/** What is being saved, by wiki: two changes of preferences at a time overwrite each other (T214963). */
const saving = new WeakMap<Wiki, Promise<unknown>>();

export function user(wiki: Wiki, api: MwApiCalls): MwApiUser {
  const saveOptions: MwApiUser['saveOptions'] = (options, parameters) => {
    const limits = api.limits();
    const work = async () => {
      let answer: JsonObject = {};
      for (const change of changes(options)) {
        const sent = { action: 'options', formatversion: 2, ...change, ...parameters };
        answer = await api.postWithToken('csrf', sent, limits);
      }
      return answer;
    };
    const earlier = saving.get(wiki) ?? Promise.resolve();
    const saved = earlier.then(work, work);
    saving.set(wiki, saved);
    return saved;
  };
  return {
    async login(username, password) {
      const signedIn = await wiki.login({ username, password });
      return { login: { result: 'Success', lguserid: signedIn.userId, lgusername: signedIn.username } };
    },
    async getUserInfo() {
      const { query } = await api.get({ action: 'query', meta: 'userinfo', uiprop: ['groups', 'rights'] });
      return (query as { userinfo: MwUserInfo }).userinfo;
    },
    assertCurrentUser: (parameters) => ({
      ...(wiki.session.user && { assert: 'user', assertuser: wiki.session.user.name }),
      ...parameters,
    }),
    saveOption: (name, value, parameters) => saveOptions({ [name]: value }, parameters),
    saveOptions,
  };
}

/** In `change`, the first `=` ends the name: an option that has one in its name goes by itself (API:Options). */
function changes(options: Parameters<MwApiUser['saveOptions']>[0]): LooseParameters[] {
  const entries = Object.entries(options);
  const together = entries.filter(([name]) => !name.includes('='));
  return [
    ...entries
      .filter(([name]) => name.includes('='))
      .map(([optionname, value]) => ({ optionname, optionvalue: value === null ? undefined : String(value) })),
    ...(together.length > 0
      ? [{ change: together.map(([name, value]) => (value === null ? name : `${name}=${value}`)) }]
      : []),
  ];
}
