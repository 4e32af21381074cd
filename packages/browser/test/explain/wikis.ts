import { createTestWiki, type TestWikiOptions } from '@mwkit/testwiki';
import { serve } from '@mwkit/testwiki/serve';
import { startWiki } from '@mwkit/wiki';
import { optionsOf } from '../../../testwiki/test/overlays.ts';
import type { Site } from '../across/site.ts';
import type { Kind } from '../across/wikis.ts';

/** What a wiki is like: the first part of its name. testwiki has no `$wgAllowedCorsHeaders`. */
export const variants: Readonly<Record<string, { readonly php: string; readonly test: TestWikiOptions | undefined }>> =
  {
    wiki: { php: '', test: {} },
    secure: { php: '', test: {} },
    signed: { php: '', test: {} },
    norest: {
      php: '$wgAllowCrossOrigin = $wgRestAllowCrossOriginCookieAuth = false;',
      test: { allowCrossOrigin: false, restAllowCrossOriginCookieAuth: false },
    },
    nocookies: { php: '$wgRestAllowCrossOriginCookieAuth = false;', test: { restAllowCrossOriginCookieAuth: false } },
    private: { php: "$wgGroupPermissions['*']['read'] = false;", test: { private: true } },
    noagent: {
      php: "$wgAllowedCorsHeaders = array_values( array_diff( $wgAllowedCorsHeaders, [ 'Api-User-Agent' ] ) );",
      test: undefined,
    },
    noauth: {
      php: "$wgAllowedCorsHeaders = array_values( array_diff( $wgAllowedCorsHeaders, [ 'Authorization' ] ) );",
      test: undefined,
    },
  };

const lists = ['app.wiki.test:*', 'app.test:*'];
const overlays = ['bearer', 'cors-rest'] as const;

export interface Started extends AsyncDisposable {
  /** By the name of the variant, or of its site. */
  readonly origins: Readonly<Record<string, string>>;
  /** All that calls could have changed. */
  pagesAndUsers(): Promise<readonly object[]>;
}

/** All variants of a wiki: of a real one, one program that looks at the name it is asked by. */
export function startVariants(kind: Kind, sites: Readonly<Record<string, Site>>): Promise<Started> {
  return kind === '1.39' || kind === '1.43' ? startReal(kind, sites) : startTest(kind, sites);
}

async function startReal(version: '1.39' | '1.43', sites: object): Promise<Started> {
  const settings = `$host = $_SERVER['HTTP_HOST'] ?? 'wiki.test';
$isSecure = ( $_SERVER['HTTP_X_FORWARDED_PROTO'] ?? '' ) === 'https';
if ( $isSecure ) { $_SERVER['HTTPS'] = 'on'; $wgCookieSecure = true; $wgCookieSameSite = 'None'; }
$wgServer = $wgCanonicalServer = ( $isSecure ? 'https://' : 'http://' ) . $host;
$wgCrossSiteAJAXdomains = [ ${lists.map((pattern) => `'${pattern}'`).join(', ')} ];
switch ( strtok( $host, '.' ) ) {
${Object.entries(variants)
  .map(([name, { php }]) => `case '${name}': ${php} break;`)
  .join('\n')}
}`;
  const wiki = await startWiki({ version, overlays, settings });
  return {
    origins: Object.fromEntries(Object.keys(sites).map((name) => [name, wiki.origin])),
    pagesAndUsers: async () => [await pagesAndUsers(wiki.origin)],
    [Symbol.asyncDispose]: () => wiki.stop(),
  };
}

async function startTest(kind: Kind, sites: Readonly<Record<string, Site>>): Promise<Started> {
  const opened = new AsyncDisposableStack();
  const origins: Record<string, string> = {};
  for (const [name, { origin }] of Object.entries(sites)) {
    const { test } = variants[name.split(' ')[0]!]!;
    if (!test) continue;
    const served = await serve(
      createTestWiki({
        ...optionsOf([...overlays, ...(origin.startsWith('https:') ? ['samesite'] : [])]),
        // as Extension:OAuth does, unlike the stand-in of the real wikis here
        unknownBearerToken: 'refused',
        version: kind === 'testwiki as 1.45' ? '1.45' : '1.43',
        crossSiteAJAXdomains: lists,
        origin,
        ...test,
      }),
    );
    opened.defer(() => served.close());
    origins[name] = served.url;
  }
  return {
    origins,
    pagesAndUsers: () => Promise.all(Object.values(origins).map(pagesAndUsers)),
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

async function pagesAndUsers(origin: string): Promise<object> {
  const query = { action: 'query', list: 'allpages|allusers', aplimit: 'max', aulimit: 'max', format: 'json' };
  return (await (await fetch(`${origin}/w/api.php?${new URLSearchParams(query)}`)).json()).query ?? {};
}
