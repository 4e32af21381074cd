import { Hono } from 'hono';
import { actionCall } from './action-call.ts';
import type { Sample } from './audit.ts';
import { callback } from './callback.ts';
import { captcha } from './captcha.ts';
import { redeem } from './code.ts';
import { allowApp, callingApp, isPreflight, preflightResponse } from './cors.ts';
import { Refusal } from './refusal.ts';
import { refusalResponse, type Shape } from './refusal-response.ts';
import { restCall } from './rest-call.ts';
import { signOut, tellSession } from './session-routes.ts';
import { type GatewayOptions, type Setup, setUp } from './setup.ts';
import { signIn } from './sign-in.ts';
import { audit, type Visit } from './visit.ts';

/** A gateway: answers the requests of web apps. */
export interface Gateway {
  /** @param context of a Worker: `waitUntil` lets work end although the visitor has left */
  fetch(request: Request, context?: { waitUntil(work: Promise<unknown>): void }): Promise<Response>;
}

type Context = Parameters<Gateway['fetch']>[1];

interface Env {
  Bindings: { readonly context: Context };
}

type Handler = (visit: Visit) => Promise<Response>;

/** A gateway of this configuration. @throws TypeError that says what is wrong with it */
export function createGateway(options: GatewayOptions): Gateway {
  const setup = setUp(options);
  const app = new Hono<Env>();
  const at = (route: Sample['route'], methods: readonly string[] | undefined, shape: Shape, handler: Handler) => {
    const path = { action: '/:wiki/api.php', rest: '/:wiki/rest.php/*' }[route as string] ?? `/:wiki/${route}`;
    app.all(path, ({ req, env }) =>
      handle(setup, { request: req.raw, name: req.param('wiki') ?? '', route, methods, shape, handler, ...env }),
    );
  };
  app.get('/health', () => health(setup));
  app.get('/metrics', async (c) => (setup.metrics?.text ? c.text(await setup.metrics.text()) : c.notFound()));
  at('action', undefined, 'action', actionCall);
  at('rest', undefined, 'rest', restCall);
  at('captcha', ['GET'], 'action', captcha);
  at('sign-in', ['GET'], 'page', signIn);
  at('callback', ['GET'], 'page', callback);
  at('token', ['POST'], 'action', redeem);
  at('session', ['GET'], 'action', tellSession);
  at('sign-out', ['POST'], 'action', signOut);
  app.notFound(() => refusalResponse(new Refusal('unknown-route'), 'action'));
  // what the router would write down quotes the URL
  app.onError(() => refusalResponse(new Refusal('internal'), 'action'));
  return { fetch: async (request, context) => app.fetch(request, { context }) };
}

interface Asked {
  readonly request: Request;
  readonly name: string;
  readonly route: Sample['route'];
  readonly methods: readonly string[] | undefined;
  readonly shape: Shape;
  readonly handler: Handler;
  readonly context: Context;
}

/** What all routes of a wiki have in common: which wiki, which app, and how a refusal is told. */
async function handle(setup: Setup, asked: Asked): Promise<Response> {
  const { request, name, route, methods, shape, handler, context } = asked;
  const started = Date.now();
  const wiki = setup.wikis.get(name);
  const app = callingApp(request, setup.origin, setup.apps);
  if (isPreflight(request)) return preflightResponse(wiki && app);
  let response: Response;
  let outcome = 'passed';
  const cookies: string[] = [];
  const finish = (work: Promise<unknown>) => context?.waitUntil(work);
  // a server makes it of Host, which may be anything
  const url = URL.canParse(request.url) ? new URL(request.url) : undefined;
  const visit = wiki && url && { setup, wiki, request, url, route, app, started, finish, cookies };
  try {
    if (!visit) throw new Refusal(wiki ? 'unknown-route' : 'unknown-wiki');
    if (methods && !methods.includes(request.method)) throw new Refusal('bad-method');
    response = await handler(visit);
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal('internal');
    outcome = refusal.code;
    response = refusalResponse(refusal, shape);
    if (visit) tell(visit, refusal, error);
  }
  for (const line of cookies) response.headers.append('set-cookie', line);
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
  allowApp(response.headers, app);
  setup.metrics?.observe({ wiki: wiki?.name ?? '', route, outcome, milliseconds: Date.now() - started });
  return response;
}

function tell(visit: Visit, { code, status }: Refusal, error: unknown): void {
  const isSignIn = visit.route === 'callback' || visit.route === 'token';
  if (!(error instanceof Refusal)) {
    // the kind of a fault alone: its message may quote what came with the request
    const kind = error instanceof Error ? error.name : typeof error;
    return audit(visit, 'fault', { code: kind, status });
  }
  audit(visit, isSignIn ? 'sign-in-refused' : 'refused', { code, status });
}

async function health({ store }: Setup): Promise<Response> {
  const headers = { 'cache-control': 'no-store' };
  try {
    await store.read('health');
    return Response.json({ store: 'ok' }, { headers });
  } catch {
    return Response.json({ store: 'unreachable' }, { status: 503, headers });
  }
}
