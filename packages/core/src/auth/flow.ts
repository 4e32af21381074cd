import type { Bytes } from '../base64url.ts';
import { askForm } from './ask-form.ts';
import { token as tokenOf } from '../action/attempt.ts';
import { call } from '../action/call.ts';
import { requireShape } from '../action/validation.ts';
import type { Client } from '../client.ts';
import { ApiError, HttpError } from '../errors.ts';
import type { AuthenticationRequest, AuthResponse } from '../generated/action.ts';
import { validateAuthResponse } from '../generated/validators/sign-in.ts';
import type { CallOptions } from '../options.ts';
import type { FlowHandlers } from './drive.ts';
import { type Answers, fillForm, type FormStage } from './fields.ts';
import { flowModules, type FlowModule } from './flow-modules.ts';
import { notInProgress, outOfTurn, sessionLost, superseded } from './flow-errors.ts';
import type { FlowSnapshot } from './flow-snapshot.ts';
import { type AuthForm, readForm } from './form.ts';
import type { AuthStep, FlowOptions } from './step.ts';
import { redirectTarget } from './redirect-target.ts';
import { later } from '../load-later.ts';

/** Where a flow stands: about to begin, in the middle with requests to answer, or at its end. */
export type FlowPosition = 'begin' | 'UI' | 'REDIRECT' | 'ended';

/**
 * A sign-in, an account creation or a link, step by step: one state machine for the three (AuthManager, MediaWiki 1.27).
 * The wiki keeps its state in the session, so one session has one flow at a time.
 */
export class AuthFlow {
  readonly module: FlowModule;
  readonly #client: Client;
  readonly #options: FlowOptions;
  #position: FlowPosition = 'begin';
  /** What the wiki asks for now, as it said it; `undefined` until it has been asked. */
  #requests: readonly AuthenticationRequest[] | undefined;
  /** Whether the wiki has preserved who the person is. */
  #identified = false;
  #preserve: boolean;
  #generation: number;

  constructor(client: Client, module: FlowModule, options: FlowOptions = {}, saved?: FlowSnapshot) {
    this.#client = client;
    this.module = module;
    this.#options = options;
    this.#preserve = options.preserveState ?? false;
    this.#generation = client.session.generation;
    if (saved) {
      this.#position = saved.position;
      this.#identified = saved.identified;
      this.#requests = saved.requests as AuthenticationRequest[];
      client.session.flow = this;
    }
  }

  /** What the wiki asks for now. One request where the wiki has not said it yet, none otherwise. @throws FlowError `out-of-turn` */
  async form(options: CallOptions = {}): Promise<AuthForm> {
    if (this.#position === 'ended') throw outOfTurn('It has ended: begin another one.');
    if (!this.#requests) {
      const asked = await askForm(this.#client, this.module, this.#options, options);
      this.#requests = asked.requests;
      this.#identified = asked.identified && this.#preserve;
    }
    return readForm(this.#requests, this.#client.api);
  }

  /**
   * Answers what the wiki asks for, by the names of its fields. After a FAIL or RESTART this begins anew.
   * @throws FormError for an answer that the wiki would drop: nothing was sent. FlowError, and what a call throws
   */
  async submit(answers: Answers, options: CallOptions = {}): Promise<AuthStep> {
    if (this.#position === 'REDIRECT')
      throw outOfTurn('The browser is with an identity provider: resume with the URL that it comes back to.');
    const form = await this.form(options);
    return this.#send(form, fillForm(form, answers, this.#stage), options);
  }

  /**
   * Goes on after a REDIRECT. @param url the whole URL that the browser came back to
   * @throws FlowError `return-url-mismatch`, `out-of-turn`, and what `submit` throws
   */
  async resume(url: string | URL, options: CallOptions = {}): Promise<AuthStep> {
    if (this.#position !== 'REDIRECT') throw outOfTurn('No browser is awaited: answer with submit().');
    const form = await this.form(options);
    const { answersFrom } = await later();
    return this.#send(form, fillForm(form, answersFrom(url, this.#returnUrl, form), 'continue'), options);
  }

  /**
   * The picture of an image captcha, loaded with the session's cookies: the wiki made it for this session.
   * In a page of another origin only through a gateway: wikis let no script read it there. Show it by its `imageUrl`.
   * @throws FlowError `out-of-turn` where the wiki asks for none; HttpError `status` where it gives none (any more)
   */
  async captchaImage(options: CallOptions = {}): Promise<{ readonly type: string; readonly bytes: Bytes }> {
    const url = (await this.form(options)).captcha?.imageUrl;
    if (url === undefined) throw outOfTurn('The wiki asks for no image captcha.');
    // a browser leaves the cookies of other origins away unless told otherwise; a picture that lies elsewhere needs none
    const isOwn = url.startsWith(`${this.#client.origin}/`);
    const cors = isOwn ? (await this.#client.access.plan(options.signal)).plan : undefined;
    const request = { method: 'GET', url, headers: {}, write: false, secrets: [], purpose: 'captcha image' };
    const { status, bytes, headers } = await this.#client.send({ ...request, ...(cors && { cors }) }, options.signal);
    if (status !== 200)
      throw new HttpError('status', `The wiki gives no picture of the captcha: HTTP ${status}.`, undefined, { status });
    return { type: headers.get('content-type') ?? '', bytes };
  }

  /**
   * Runs the whole flow with callbacks, to its PASS.
   * @throws FlowError `failed`, `too-many-rounds`, `cannot-redirect`, and what a step throws
   */
  async run(handlers: FlowHandlers): Promise<Extract<AuthStep, { status: 'PASS' }>> {
    // loaded when it is first called: a page with a form of its own takes the steps itself
    const { drive } = await later();
    return drive(this, handlers);
  }

  /** Forgets where it was, to begin anew; the wiki forgets it when that begins. */
  restart(): void {
    this.#position = 'begin';
    this.#requests = undefined;
    this.#generation = this.#client.session.generation;
  }

  /** The flow and its session as JSON, to go on in another process (`wiki.resumeFlow`). SECRET: it opens the account. */
  async save(): Promise<FlowSnapshot> {
    if (this.#position === 'ended') throw outOfTurn('It has ended: save the session instead.');
    const { returnUrl, messageFormat, uselang } = this.#options;
    return {
      format: 'mwkit-flow',
      version: 1,
      secret: true,
      module: this.module,
      position: this.#position,
      preserveState: this.#preserve,
      identified: this.#identified,
      ...(returnUrl !== undefined && { returnUrl }),
      ...(messageFormat !== undefined && { messageFormat }),
      ...(uselang !== undefined && { uselang }),
      ...(this.#requests && { requests: this.#requests.map((request) => ({ ...request })) }),
      session: await this.#client.session.save(),
    };
  }

  get #stage(): FormStage {
    if (this.#position !== 'begin') return 'continue';
    return this.#identified ? 'identified' : 'begin';
  }

  get #returnUrl(): string {
    return this.#options.returnUrl ?? this.#client.api;
  }

  async #send(form: AuthForm, fields: ReadonlyMap<string, string>, options: CallOptions): Promise<AuthStep> {
    const { prefix, token } = flowModules[this.module];
    const { session } = this.#client;
    const begins = this.#position === 'begin';
    if (begins) session.flow = this;
    else if (session.flow !== this || session.generation !== this.#generation) throw superseded();
    if (begins && token !== 'csrf' && (await this.#client.access.needsCookies(options.signal))) {
      const { requireCookies } = await later();
      await requireCookies(this.#client, token, await tokenOf(this.#client, token, options.signal), options);
    }
    const parameters = {
      [`${prefix}messageformat`]: this.#options.messageFormat ?? 'wikitext',
      uselang: this.#options.uselang,
      ...(begins
        ? { [`${prefix}returnurl`]: this.#returnUrl }
        : { [`${prefix}continue`]: true, ...known(session.tokens.known()[token], `${prefix}token`) }),
      ...(this.#preserve && { [`${prefix}preservestate`]: true }),
      ...Object.fromEntries(fields),
    };
    const answer = await call(this.#client, this.module, parameters, { ...options, method: 'POST' }).catch(
      (error: unknown) => {
        // the token is bound to the session: without its cookie it is no token of it (clientlogin-good-token-but-no-cookie)
        if (!begins && error instanceof ApiError && error.has('badtoken')) throw sessionLost();
        throw error;
      },
    );
    this.#generation = session.generation;
    const step = this.#take(
      requireShape(answer[this.module], validateAuthResponse, `action=${this.module}`, true),
      begins,
    );
    if (step.status === 'PASS') await this.#client.keep();
    return step;
  }

  /** Moves to where the wiki says that the flow is. */
  #take(response: AuthResponse, begins: boolean): AuthStep {
    switch (response.status) {
      case 'PASS':
        return this.#pass(response.username);
      case 'UI':
        return this.#next('UI', response.requests, (form) => ({ status: 'UI', ...said(response), form }));
      case 'REDIRECT': {
        const url = redirectTarget(response.redirecttarget);
        return this.#next('REDIRECT', response.requests, (form) => ({
          status: 'REDIRECT',
          url,
          data: response.redirectdata,
          form,
        }));
      }
      case 'RESTART': {
        const { canpreservestate: canPreserveState } = response;
        this.#preserve = canPreserveState;
        return this.#next('begin', response.requests, (form) => ({
          status: 'RESTART',
          ...said(response),
          form,
          canPreserveState,
        }));
      }
      default: {
        const { code, message } = said(response);
        if (!begins && code.endsWith('-not-in-progress')) throw notInProgress(code);
        // a captcha may be asked for now, or another one: the form is read again (captcha-simple-authmanagerinfo-login-after-bad)
        this.restart();
        return { status: 'FAIL', code, message, canPreserveState: response.canpreservestate };
      }
    }
  }

  #pass(username: string | undefined): AuthStep {
    const { session } = this.#client;
    this.#position = 'ended';
    session.flow = undefined;
    // every PASS ends the tokens; that of a sign-in also changes whose session it is
    if (this.module === 'clientlogin' && username !== undefined) session.change({ name: username });
    else session.tokens.forget();
    return { status: 'PASS', username };
  }

  #next(
    position: FlowPosition,
    requests: readonly AuthenticationRequest[],
    step: (form: AuthForm) => AuthStep,
  ): AuthStep {
    this.#position = position;
    this.#identified = false;
    this.#requests = requests;
    return step(readForm(requests, this.#client.api));
  }
}

function known(token: string | undefined, parameter: string): { [name: string]: string } {
  return token === undefined ? {} : { [parameter]: token };
}

function said({ message, messagecode }: { message?: unknown; messagecode?: string | undefined }): {
  code: string;
  message: string;
} {
  return { code: messagecode ?? '', message: typeof message === 'string' ? message : '' };
}
