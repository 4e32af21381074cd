import { CookieJar } from './cookie-jar.ts';
import type { Json } from './exchange.ts';
import { textAt } from './json.ts';
import { form, type FreshExchange, type Parameters, type Recorder, type Sent } from './recorder.ts';

/** One browser: its cookies, and the requests that scenarios are made of. Without a name, a request is not kept. */
export class Browser {
  readonly cookies: CookieJar = new CookieJar();
  readonly #recorder: Recorder;
  readonly #jar: CookieJar | undefined;

  /** @param withCookies whether it keeps and sends any */
  constructor(recorder: Recorder, { withCookies = true }: { withCookies?: boolean } = {}) {
    this.#recorder = recorder;
    this.#jar = withCookies ? this.cookies : undefined;
  }

  send(name: string | undefined, sent: Sent): Promise<FreshExchange> {
    return this.#recorder.send(name, this.#jar, sent);
  }

  /** GET api.php; the parsed answer. */
  async get(name: string | undefined, parameters: Parameters, more: Partial<Sent> = {}): Promise<Json> {
    const query = { ...defaults, ...parameters };
    return (await this.send(name, { method: 'GET', path: '/w/api.php', query, ...more })).response.body;
  }

  /** POST api.php with all parameters in the body; the parsed answer. */
  async post(name: string | undefined, parameters: Parameters, more: Partial<Sent> = {}): Promise<Json> {
    const body = form({ ...defaults, ...parameters });
    return (await this.send(name, { method: 'POST', path: '/w/api.php', body, ...more })).response.body;
  }

  /**
   * One step of a dialogue with AuthManager: the start, or with `<prefix>continue` another. A token is fetched and a return
   * URL added, where the parameters have none.
   */
  async step(
    name: string | undefined,
    action: Dialogue,
    parameters: Parameters,
    more: Partial<Sent> = {},
  ): Promise<Json> {
    const { prefix, type } = dialogues[action];
    const has = (parameter: string) => Object.hasOwn(parameters, `${prefix}${parameter}`);
    const { headers = {} } = more;
    const token = has('token') ? {} : { [`${prefix}token`]: await this.token(type, { headers }) };
    const begins = !has('continue') && !has('returnurl');
    const returnUrl = begins ? { [`${prefix}returnurl`]: 'http://app.example/back?x=1' } : {};
    return this.post(name, { action, ...token, ...returnUrl, ...parameters }, more);
  }

  /** meta=authmanagerinfo: what can be filled in for an operation such as `login` or `create-continue`. */
  authmanagerinfo(
    name: string | undefined,
    amirequestsfor: string | null,
    parameters: Parameters = {},
    more: Partial<Sent> = {},
  ): Promise<Json> {
    return this.get(name, { action: 'query', meta: 'authmanagerinfo', amirequestsfor, ...parameters }, more);
  }

  /** A REST route from `/v1` on, with a JSON body if there is one. */
  rest(
    name: string,
    method: string,
    route: string,
    more: Partial<Sent> & { json?: Json } = {},
  ): Promise<FreshExchange> {
    const { json, ...sent } = more;
    const body = json === undefined ? sent.body : JSON.stringify(json);
    const headers = { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...sent.headers };
    return this.send(name, {
      method,
      path: `/w/rest.php${route}`,
      ...sent,
      ...(body !== undefined && { body }),
      headers,
    });
  }

  async token(type = 'csrf', more: Partial<Sent> = {}): Promise<string> {
    const answer = await this.get(undefined, { action: 'query', meta: 'tokens', type }, more);
    return textAt(answer, 'query', 'tokens', `${type}token`);
  }

  /** action=login, kept under the name; parameters are added or replaced. */
  async login(name: string | undefined, account: Account, parameters: Parameters = {}): Promise<Json> {
    const lgtoken = await this.token('login');
    const credentials = { lgname: account.name, lgpassword: account.password, lgtoken };
    return this.post(name, { action: 'login', ...credentials, ...parameters });
  }

  /** Signs in for what follows. */
  async signIn(account: Account): Promise<void> {
    const answer = await this.login(undefined, account);
    if (textAt(answer, 'login', 'result') !== 'Success') throw new Error(`no sign-in: ${JSON.stringify(answer)}`);
  }
}

/** Name and password of an account, or of a bot password. */
export interface Account {
  name: string;
  password: string;
}

/** The modules that take several requests to come to an end. */
export type Dialogue = keyof typeof dialogues;

/** What the names of a module's parameters begin with, and the type of its token. */
const dialogues = {
  clientlogin: { prefix: 'login', type: 'login' },
  createaccount: { prefix: 'create', type: 'createaccount' },
  linkaccount: { prefix: 'link', type: 'csrf' },
} as const;

const defaults = { format: 'json', formatversion: '2' };
