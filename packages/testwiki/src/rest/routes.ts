import type { SessionHandle } from '../session.ts';
import type { State } from '../state.ts';
import type { Version } from '../options.ts';
import { compare } from './compare.ts';
import { history, historyCount } from './history.ts';
import { file, languageLinks, mediaLinks } from './links.ts';
import { lintPage, lintRevision } from './lint.ts';
import { openSearch } from './open-search.ts';
import { readPage, type Part } from './read-page.ts';
import { readRevision } from './read-revision.ts';
import { search } from './search.ts';
import { discovery, describeModule } from './specs.ts';
import { transform } from './transform.ts';
import { writePage } from './write-page.ts';

interface Exchange {
  readonly state: State;
  readonly request: Request;
  readonly url: URL;
  readonly handle: SessionHandle;
  /** Of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
}

type Handler = (exchange: Exchange) => Response | Promise<Response>;

export interface Route {
  /** From the module's base on. */
  readonly path: string;
  readonly methods: Readonly<Record<string, Handler>>;
  readonly since?: Version;
  /** Whether it writes, and a page of another origin may not use it as nobody. Default: by the method. */
  readonly needsWriteAccess?: boolean;
  /** `false`: also strangers to a private wiki may use it. */
  readonly needsReadAccess?: false;
}

/** Routes with a base of their own. */
export interface RestModule {
  /** `content/v1`; '' for the routes of old, which the specs call `-`. */
  readonly base: string;
  readonly routes: readonly Route[];
  /** Only where a wiki's settings ask for it. */
  readonly development?: true;
}

const page =
  (part: Part): Handler =>
  ({ state, request, url, params, handle }) =>
    readPage(state, request, url, params['title'] ?? '', part, handle.session.user !== undefined);

const revision =
  (part: Part): Handler =>
  ({ state, url, params }) =>
    readRevision(state, url, params['id'] ?? '', part);

const create: Handler = ({ state, request, handle }) => writePage(state, request, handle);
const update: Handler = ({ state, request, handle, params }) => writePage(state, request, handle, params['title']);

/** Those of both the old routes, with `/v1` before, and content/v1. */
const content: readonly Route[] = [
  { path: '/page', methods: { POST: create } },
  { path: '/page/{title}', methods: { GET: page(''), PUT: update } },
  { path: '/page/{title}/html', methods: { GET: page('/html') } },
  { path: '/page/{title}/with_html', methods: { GET: page('/with_html') } },
  { path: '/page/{title}/bare', methods: { GET: page('/bare') } },
  { path: '/revision/{id}', methods: { GET: revision('') } },
  { path: '/revision/{id}/html', methods: { GET: revision('/html') } },
  { path: '/revision/{id}/with_html', methods: { GET: revision('/with_html') } },
  { path: '/revision/{id}/bare', methods: { GET: revision('/bare') } },
];

const transformation: Handler = ({ state, request, params }) => transform(state, request, params);

const flat: readonly Route[] = [
  ...content.map((route) => ({ ...route, path: `/v1${route.path}` })),
  { path: '/v1/page/{title}/history', methods: { GET: ({ state, url, params }) => history(state, url, params) } },
  {
    path: '/v1/page/{title}/history/counts/{type}',
    methods: { GET: ({ state, url, params }) => historyCount(state, url, params) },
  },
  { path: '/v1/page/{title}/links/language', methods: { GET: ({ state, params }) => languageLinks(state, params) } },
  { path: '/v1/page/{title}/links/media', methods: { GET: ({ state, params }) => mediaLinks(state, params) } },
  { path: '/v1/file/{title}', methods: { GET: ({ state, params }) => file(state, params) } },
  {
    path: '/v1/page/{title}/lint',
    methods: { GET: ({ state, params }) => lintPage(state, params['title'] ?? '') },
    since: '1.45',
  },
  {
    path: '/v1/revision/{id}/lint',
    methods: { GET: ({ state, params }) => lintRevision(state, params['id'] ?? '') },
    since: '1.45',
  },
  { path: '/v1/revision/{from}/compare/{to}', methods: { GET: ({ state, params }) => compare(state, params) } },
  { path: '/v1/search', methods: { GET: ({ state }) => openSearch(state) }, since: '1.43' },
  { path: '/v1/search/page', methods: { GET: ({ state, url }) => search(state, url, 'page') } },
  { path: '/v1/search/title', methods: { GET: ({ state, url }) => search(state, url, 'title') } },
  { path: '/v1/transform/{from}/to/{format}', methods: { POST: transformation }, since: '1.43' },
  { path: '/v1/transform/{from}/to/{format}/{title}', methods: { POST: transformation }, since: '1.43' },
  { path: '/v1/transform/{from}/to/{format}/{title}/{revision}', methods: { POST: transformation }, since: '1.43' },
];

const describe: Handler = ({ state, params }) =>
  describeModule(
    state,
    restModules,
    [params['module'], params['version']].filter((part) => part !== undefined).join('/'),
  );

const specs: readonly Route[] = [
  { path: '/discovery', methods: { GET: ({ state }) => discovery(state, restModules) }, needsWriteAccess: true },
  { path: '/module/{module}', methods: { GET: describe }, needsWriteAccess: true },
  { path: '/module/{module}/{version}', methods: { GET: describe }, needsWriteAccess: true },
];

/** https://www.mediawiki.org/wiki/API:REST_API/Reference */
export const restModules: readonly RestModule[] = [
  { base: 'content/v1', routes: content, development: true },
  { base: 'specs/v0', routes: specs, development: true },
  { base: '', routes: flat },
];
