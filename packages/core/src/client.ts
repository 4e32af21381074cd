import { UsageError } from './errors.ts';
import { abortable } from './http/wait.ts';
import { send, type HttpRequest, type HttpResponse } from './http/send.ts';
import { validate } from './generated/validators/wiki-settings.ts';
import type { Credentials, WikiOptions } from './options.ts';
import type { Platform } from './platform.ts';
import { restBase, wikiUrl } from './urls.ts';
import { Session } from './session.ts';

/** What all calls of one wiki object share. Internal: the public face is `wiki.ts`. */
export class Client {
  readonly platform: Platform;
  readonly options: WikiOptions;
  /** The URL of api.php, without a query. */
  readonly api: string;
  /** The URL that REST routes are appended to, ending in `rest.php`. */
  readonly rest: string;
  readonly session: Session;
  readonly #signIn: (client: Client, credentials: Credentials) => Promise<unknown>;
  #renewing: Promise<unknown> | undefined;

  /** @param signIn how a session is renewed: `login`, which itself makes calls through a client */
  constructor(
    platform: Platform,
    url: string | URL,
    options: WikiOptions,
    signIn: (client: Client, credentials: Credentials) => Promise<unknown>,
  ) {
    this.#signIn = signIn;
    this.platform = options.fetch ? { ...platform, fetch: options.fetch } : platform;
    this.options = options;
    this.api = wikiUrl(url);
    this.rest = restBase(this.api, options.rest);
    checkUserAgent(options.userAgent);
    checkSettings(options);
    this.session = new Session(this.platform, this.api, options.session);
  }

  /** Sends one request of this wiki, with the headers and limits that all of them have. */
  send(request: HttpRequest, signal?: AbortSignal): Promise<HttpResponse> {
    const { bearer, userAgent, timeout = 60_000, maxResponseBytes = 16_777_216, onExchange } = this.options;
    const headers = {
      ...request.headers,
      // a browser's fetch drops User-Agent; MediaWiki reads either
      [this.platform.createJar ? 'user-agent' : 'api-user-agent']: userAgent,
      ...(bearer && { authorization: `Bearer ${bearer}` }),
    };
    const secrets = bearer ? [...request.secrets, bearer] : request.secrets;
    const sender = { platform: this.platform, jar: this.session.jar, timeout, maxResponseBytes, onExchange };
    return send(sender, { ...request, headers, secrets }, signal);
  }

  /** Signs in where credentials were left and nobody is signed in yet. */
  async ensureSignedIn(signal?: AbortSignal): Promise<void> {
    if (this.options.credentials && !this.session.user) await this.renew(this.session.generation, signal);
  }

  /**
   * Signs in again with the credentials that were left, once for all calls that find the session of this generation ended.
   * @returns false where none were left
   */
  async renew(generation: number, signal?: AbortSignal): Promise<boolean> {
    const { credentials } = this.options;
    if (!credentials) return false;
    if (generation !== this.session.generation) return true;
    this.#renewing ??= this.#signIn(this, credentials).finally(() => {
      this.#renewing = undefined;
    });
    await abortable(this.#renewing, signal);
    return true;
  }
}

/** A misspelt or unfit option of a caller without TypeScript would be ignored otherwise. */
function checkSettings({ fetch, session, validators, onExchange, onWait, onWarning, ...settings }: WikiOptions): void {
  if (validate(settings)) return;
  const { instancePath = '', message = '', params } = validate.errors?.[0] ?? {};
  const extra = params?.['additionalProperty'];
  const name = typeof extra === 'string' ? extra : instancePath.slice(1).replaceAll('/', '.');
  const why = typeof extra === 'string' ? 'does not exist' : message;
  throw new UsageError('bad-option', `The option \`${name}\` ${why}.`);
}

function checkUserAgent(userAgent: unknown): void {
  if (typeof userAgent === 'string' && userAgent.trim() !== '' && !/[^\x20-\x7e\x80-\xff]/.test(userAgent)) return;
  throw new UsageError(
    'user-agent-required',
    'The option `userAgent` must say who sends the requests.',
    'Wiki operators ask for a name, a version and a way to reach you, e.g. "MyBot/1.0 (https://example.org/mybot; me@example.org)".',
  );
}
