import { later } from './load-later.ts';
import type { Client } from './client.ts';
import { type CorsPlan, type Identity, planCors } from './cors.ts';
import { UsageError } from './errors.ts';
import { abortable } from './http/wait.ts';
import type { Wiki } from './wiki.ts';

/** As whom the calls of a wiki object are made, and what they need for it. */
export interface Planned {
  readonly identity: Identity;
  readonly plan: CorsPlan;
}

/** The same for one request. */
export interface Pass extends Planned {
  /** A fresh one for each request: it can be used once (Extension:CentralAuth/API). */
  readonly centralAuthToken?: string;
}

/** Who the calls of a wiki object are made as, and by which rule they may come from a page. What must be asked, is asked once. */
export class Access {
  readonly #client: Client;
  #identity: Promise<Identity> | undefined;
  #crossorigin: Promise<boolean> | undefined;

  constructor(client: Client) {
    this.#client = client;
  }

  /** @param identity where it is not to be found out */
  pass(identity?: Identity, signal?: AbortSignal): Pass | Promise<Pass> {
    const planned = this.plan(signal, identity);
    const { home } = this.#client.options;
    return home ? this.#passFrom(home, planned, signal) : planned;
  }

  async #passFrom(home: Wiki, plan: Planned | Promise<Planned>, signal?: AbortSignal): Promise<Pass> {
    const planned = await plan;
    if (planned.identity !== 'central-auth') return planned;
    const { centralauthtoken } = await home.get('centralauthtoken', {}, { signal });
    return { ...planned, centralAuthToken: centralauthtoken.centralauthtoken };
  }

  /** Whether this is a page of another site that signs in by cookies. */
  async needsCookies(signal?: AbortSignal): Promise<boolean> {
    const { plan } = await this.plan(signal, this.#client.options.home && 'cookies');
    return plan.rule === 'cookies';
  }

  /** Sends nothing once it knows, and then makes no promise either. */
  plan(signal?: AbortSignal, identity?: Identity): Planned | Promise<Planned> {
    const as = identity ?? this.#knownIdentity();
    return as ? this.#planAs(as, signal) : this.#findIdentity(signal).then((found) => this.#planAs(found, signal));
  }

  #planAs(identity: Identity, signal?: AbortSignal): Planned | Promise<Planned> {
    const { platform, origin: wiki } = this.#client;
    const page = platform.origin?.();
    const planned = (knowsCrossorigin: boolean): Planned => {
      const plan = planCors(page, wiki, identity, knowsCrossorigin);
      if (page === 'null' && plan.parameters['origin'] === page) throw opaqueOrigin();
      return { identity, plan };
    };
    const byToken = identity === 'bearer' || identity === 'central-auth';
    const asks = byToken && page !== undefined && page !== wiki;
    return asks ? this.#knowsCrossorigin(signal).then(planned) : planned(false);
  }

  #knownIdentity(): Identity | undefined {
    const { as, home } = this.#client.options;
    if (as === 'anonymous') return as;
    if (this.#client.byOAuth) return 'bearer';
    return !home || this.#client.session.user ? 'cookies' : undefined;
  }

  #findIdentity(signal?: AbortSignal): Promise<Identity> {
    this.#identity ??= later().then(async ({ knowsVisitor }) =>
      (await knowsVisitor(this.#client)) ? 'cookies' : 'central-auth',
    );
    this.#identity.catch(() => {
      this.#identity = undefined; // the next call asks again
    });
    return abortable(this.#identity, signal);
  }

  /** Older wikis only warn of the parameter, and allow the page nothing. */
  #knowsCrossorigin(signal?: AbortSignal): Promise<boolean> {
    this.#crossorigin ??= later().then(({ knowsCrossorigin }) => knowsCrossorigin(this.#client));
    this.#crossorigin.catch(() => {
      this.#crossorigin = undefined; // the next call asks again
    });
    return abortable(this.#crossorigin, signal);
  }
}

function opaqueOrigin(): UsageError {
  return new UsageError(
    'opaque-origin',
    'This page has no origin that a wiki could allow: it lies in a sandboxed frame or is a local file.',
  );
}
