// POST /Sandbox adds a line to that page.
import { DurableObject } from 'cloudflare:workers';
import { createWiki, durableSession } from '@mwkit/workers';

interface Env {
  WIKI_API: string;
  WIKI_PASSWORD: string;
  ROBOT: DurableObjectNamespace<Robot>;
}

/** One object for each user of the wiki: all requests share its session, its sign-in and its tokens. */
export class Robot extends DurableObject<Env> {
  readonly #wiki = createWiki(this.env.WIKI_API, {
    userAgent: 'MyWorker/1.0 (https://example.org/myworker; me@example.org)', // wiki operators ask for it
    credentials: { username: 'Robot@lab', password: this.env.WIKI_PASSWORD },
    store: durableSession(this.ctx.storage),
  });

  async append(title: string, line: string): Promise<string> {
    const { edit } = await this.#wiki.post('edit', { title, appendtext: `\n* ${line}` });
    return edit.result;
  }
}

export default {
  async fetch(request, env) {
    if (request.method !== 'POST') return new Response('POST a line to the title of a page', { status: 405 });
    const title = decodeURIComponent(new URL(request.url).pathname.slice(1));
    const robot = env.ROBOT.get(env.ROBOT.idFromName('Robot'));
    return new Response(await robot.append(title, await request.text()));
  },
} satisfies ExportedHandler<Env>;
