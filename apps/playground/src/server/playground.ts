import { pageServer } from './page-server.ts';
import type { Place } from './place.ts';
import { serveWikis } from './wikis.ts';

export interface PlaygroundOptions {
  /** Of the page; 0 or absent for a free one. */
  readonly port?: number;
  /** The api.php of a wiki to begin with, beside those in memory. */
  readonly own?: string | undefined;
}

/** The page and its wikis, each on a port of its own: another origin, but the same site, so that cookies travel. */
export interface Playground extends AsyncDisposable {
  /** `http://localhost:<port>/` */
  readonly url: string;
  readonly place: Place;
}

/** Serves the page and the wikis in memory on 127.0.0.1. @throws Error where the page has not been built, or the port is taken */
export async function openPlayground({ port = 0, own }: PlaygroundOptions = {}): Promise<Playground> {
  const page = await pageServer(port);
  const wikis = await serveWikis(new URL(page.url).host);
  const place: Place = { own, wikis: wikis.map(({ entry }) => entry) };
  page.setPlace(place);
  return {
    url: page.url,
    place,
    async [Symbol.asyncDispose]() {
      await Promise.all([page.close(), ...wikis.map((wiki) => wiki.close())]);
    },
  };
}
