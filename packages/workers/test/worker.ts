// The Worker of the tests beside it. Edits a page: by a Durable Object, or with a session in KV.
// @ts-expect-error: Cloudflare's types are not needed for this
import { DurableObject } from 'cloudflare:workers';
import type DiagnosticsChannel from 'node:diagnostics_channel';
import { createWiki, type DurableStorage, durableSession, type KvNamespace, kvSession } from '../src/index.ts';

interface Env {
  API: string;
  PASSWORD: string;
  KV: KvNamespace;
  ROBOT: {
    idFromName(name: string): unknown;
    get(id: unknown): { edit(title: string): Promise<string>; evict(): Promise<string> };
  };
}

const userAgent = 'mwkit-tests/1.0 (tests@wiki.example)';
const credentials = ({ PASSWORD: password }: Env) => ({ username: 'Robot@lab', password });

interface ObjectState {
  readonly storage: DurableStorage;
  abort(reason: string): void;
}

const Base = DurableObject as new (ctx: ObjectState, env: Env) => { readonly ctx: ObjectState; readonly env: Env };

export class Robot extends Base {
  readonly #wiki = createWiki(this.env.API, {
    userAgent,
    credentials: credentials(this.env),
    store: durableSession(this.ctx.storage),
  });

  async edit(title: string): Promise<string> {
    return (await this.#wiki.post('edit', { title, text: 'x' })).edit.result;
  }

  async evict(): Promise<string> {
    this.ctx.abort('evicted');
    return 'never said';
  }
}

/** What comes through a channel while somebody listens, between two calls that nobody hears. */
async function heard({ API }: Env): Promise<unknown[]> {
  const { process } = globalThis as unknown as {
    process: { getBuiltinModule(id: string): typeof DiagnosticsChannel };
  };
  const channels = process.getBuiltinModule('node:diagnostics_channel');
  const events: unknown[] = [];
  const listener = (event: unknown) => void events.push(event);
  const wiki = createWiki(API, { userAgent });
  await wiki.get('query', { meta: 'siteinfo' });
  channels.subscribe('mwkit:request', listener);
  await wiki.get('query', { meta: 'userinfo' });
  channels.unsubscribe('mwkit:request', listener);
  await wiki.get('query', { meta: 'siteinfo' });
  return events;
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    const title = searchParams.get('title') ?? '';
    const robot = env.ROBOT.get(env.ROBOT.idFromName('Robot'));
    if (pathname === '/evict') return new Response(await robot.evict().catch(String));
    if (pathname === '/object') return new Response(await robot.edit(title));
    if (pathname === '/channels') return Response.json(await heard(env));
    const options = { userAgent, credentials: credentials(env), store: kvSession(env.KV, 'session') };
    return new Response((await createWiki(env.API, options).post('edit', { title, text: 'x' })).edit.result);
  },
};
