import { latest, type Page } from '../pages.ts';
import { render } from '../rest/html.ts';
import { parseTitle } from '../title.ts';
import { ApiError } from './errors.ts';
import type { Call, Module } from './module.ts';
import { contentFormats } from './names.ts';
import { anyOf, boolean, integer, oneOf, string, text, type ParameterTable } from './parameters.ts';
import { content } from './result.ts';
import type { Values } from './values.ts';

/** @throws ApiError missingtitle, nosuchpageid */
function pageOf({ state }: Call, values: Values): Page | undefined {
  const [name, id] = [values.string('page'), values.integer('pageid')];
  if (name === undefined && id === undefined) return undefined;
  const page = name === undefined ? state.pages.byId(id ?? 0) : state.pages.byTitle(parseTitle(name)?.text ?? '');
  if (page) return page;
  throw name === undefined
    ? new ApiError('nosuchpageid', 'apierror-nosuchpageid', [id ?? 0])
    : new ApiError('missingtitle', 'apierror-missingtitle');
}

/** Each of `prop`, in the order of the answer. */
function execute(call: Call, values: Values): Record<string, unknown> {
  const page = pageOf(call, values);
  const title = page?.title ?? parseTitle(values.string('title') ?? 'API')?.text ?? 'API';
  const source = page ? latest(page).text : (values.string('text') ?? '');
  const html = `<div class="mw-content-ltr mw-parser-output" lang="en" dir="ltr">${render(source)}</div>`;
  const modern = call.state.version >= '1.43';
  const parts: Readonly<Record<string, Record<string, unknown>>> = {
    revid: page ? { revid: latest(page).id } : {},
    text: { text: html },
    langlinks: { langlinks: [] },
    categories: { categories: [] },
    links: { links: [] },
    templates: { templates: [] },
    images: { images: [] },
    externallinks: { externallinks: [] },
    sections: { sections: [] },
    tocdata: modern ? { tocdata: { sections: [], extensionData: [] } } : {},
    showtoc: { showtoc: false },
    parsewarnings: { parsewarnings: [] },
    displaytitle: { displaytitle: `<span class="mw-page-title-main">${title}</span>` },
    iwlinks: { iwlinks: [] },
    wikitext: { wikitext: content({ content: source }, 'content') },
    properties: { properties: {} },
  };
  const props = [...values.list('prop'), 'showtoc'];
  const chosen = Object.entries(parts).flatMap(([name, part]) => (props.includes(name) ? [part] : []));
  return Object.assign({ title, pageid: page?.id ?? 0 }, ...chosen);
}

const props = `categories categorieshtml displaytitle encodedjsconfigvars externallinks headhtml images indicators iwlinks
  jsconfigvars langlinks limitreportdata limitreporthtml links modules parsetree parsewarnings parsewarningshtml
  properties revid sections subtitle templates text`;

const shownByDefault = (sections: string): string =>
  `text|langlinks|categories|links|templates|images|externallinks|${sections}|revid|displaytitle|iwlinks|properties|parsewarnings`;

const parameters: ParameterTable = {
  title: string(),
  text: text(),
  revid: integer(),
  summary: string(),
  page: string(),
  pageid: integer(),
  redirects: boolean(),
  oldid: integer(),
  prop: anyOf(`${props} tocdata wikitext headitems`, {
    default: shownByDefault('sections|tocdata'),
    deprecatedvalues: ['headitems'],
    before143: { type: `${props} wikitext headitems`.split(/\s+/u), default: shownByDefault('sections') },
  }),
  wrapoutputclass: string({ default: 'mw-parser-output' }),
  usearticle: boolean({ since: '1.43' }),
  parsoid: boolean({ since: '1.43' }),
  pst: boolean(),
  onlypst: boolean(),
  effectivelanglinks: boolean({ deprecated: true }),
  section: string(),
  sectiontitle: string(),
  disablepp: boolean({ deprecated: true }),
  disablelimitreport: boolean(),
  disableeditsection: boolean(),
  disablestylededuplication: boolean(),
  showstrategykeys: boolean(),
  generatexml: boolean({ deprecated: true }),
  preview: boolean(),
  sectionpreview: boolean(),
  disabletoc: boolean(),
  useskin: oneOf('apioutput authentication-popup fallback json vector vector-2022', {
    before143: { type: ['apioutput', 'fallback', 'vector', 'vector-2022'] },
  }),
  contentformat: oneOf(contentFormats),
  contentmodel: oneOf('css javascript json text unknown wikitext'),
};

/** https://www.mediawiki.org/wiki/API:Parsing_wikitext, as far as headings, bold, italics and links. */
export const parse: Module = {
  path: 'parse',
  classname: 'ApiParse',
  group: 'action',
  prefix: '',
  help: ['Parsing_wikitext'],
  readrights: true,
  parameters,
  execute: (call, values) => ({ parse: execute(call, values) }),
};
