import { createTestWiki, type CentralAuth, type TestWikiOptions } from '@mwkit/testwiki';
import { serve } from '@mwkit/testwiki/serve';
import { type Overlay, startWiki, unavailable } from '@mwkit/wiki';
import { optionsOf } from '../../../testwiki/test/overlays.ts';
import type { Site } from './site.ts';

export { accounts, botPasswords } from '@mwkit/wiki';

/** The token of Alice that each of these wikis takes. */
export const bearer = 'lab-alice';

const why = await unavailable();
/** Real wikis cannot be run here, and need not. */
// CI must run everything: there a missing wiki fails
export const skipReal: boolean = why !== undefined && process.env['CI'] !== 'true';
if (skipReal) console.warn(`\nSKIPPED: real MediaWikis. ${why}\n`);

export type Kind = 'testwiki' | 'testwiki as 1.45' | '1.39' | '1.43';

interface KindOfWiki {
  readonly kind: Kind;
  /** It knows the parameter `crossorigin`. */
  readonly crossorigin: boolean;
  /** It cannot be run here, and need not. */
  readonly skip: boolean;
}

export const kinds: readonly KindOfWiki[] = [
  { kind: 'testwiki', crossorigin: false, skip: false },
  { kind: '1.39', crossorigin: false, skip: skipReal },
  { kind: '1.43', crossorigin: false, skip: skipReal },
];

/** There is no real one here that knows `crossorigin`. */
export const with145: readonly KindOfWiki[] = [...kinds, { kind: 'testwiki as 1.45', crossorigin: true, skip: false }];

interface Setup {
  /** `$wgCrossSiteAJAXdomains` */
  readonly lists: readonly string[];
  readonly overlays?: readonly Overlay[];
  /** testwiki only */
  readonly centralAuth?: CentralAuth;
}

export interface WikiBehind extends AsyncDisposable {
  /** Who made the last revision of each page; absent for pages that there are not. */
  authors(titles: readonly string[]): Promise<Record<string, string>>;
}

/** Starts a wiki behind a site, which is all that pages know of it. */
export async function startBehind(site: Site, kind: Kind, setup: Setup): Promise<WikiBehind> {
  const { origin, stop } = await (kind === '1.39' || kind === '1.43'
    ? startReal(site, kind, setup)
    : startTest(site, kind, setup));
  site.wiki = origin;
  return {
    async authors(titles) {
      const query = { action: 'query', prop: 'revisions', rvprop: 'user', titles: titles.join('|') };
      const url = `${origin}/w/api.php?${new URLSearchParams({ ...query, format: 'json', formatversion: '2' })}`;
      const { pages } = (await (await fetch(url)).json()).query;
      return Object.fromEntries(
        pages.flatMap((page: { title: string; revisions?: { user: string }[] }) =>
          page.revisions ? [[page.title, page.revisions[0]!.user]] : [],
        ),
      );
    },
    [Symbol.asyncDispose]: stop,
  };
}

const overlaysOf = ({ overlays = [] }: Setup) => ['bearer', 'cors-rest', ...overlays] as const;

async function startReal(site: Site, version: '1.39' | '1.43', setup: Setup) {
  const domains = setup.lists.map((domain) => `'${domain}'`).join(', ');
  const settings = `$wgServer = $wgCanonicalServer = '${site.origin}'; $wgCrossSiteAJAXdomains = [ ${domains} ];
if ( ( $_SERVER['HTTP_X_FORWARDED_PROTO'] ?? '' ) === 'https' ) { $_SERVER['HTTPS'] = 'on'; }`;
  const wiki = await startWiki({ version, overlays: overlaysOf(setup), settings });
  return { origin: wiki.origin, stop: () => wiki.stop() };
}

async function startTest(site: Site, kind: Kind, setup: Setup) {
  const { lists, centralAuth } = setup;
  const options: TestWikiOptions = {
    ...optionsOf(overlaysOf(setup)),
    crossSiteAJAXdomains: lists,
    origin: site.origin,
    version: kind === 'testwiki as 1.45' ? '1.45' : '1.43',
    ...(centralAuth && { centralAuth }),
  };
  const served = await serve(createTestWiki(options));
  return { origin: served.url, stop: () => served.close() };
}
