import { groupRights } from '../rights.ts';
import { generator, isoTime, type State } from '../state.ts';
import { namespaces as names, titleKey } from '../title.ts';
import { content } from './result.ts';
import type { Call, Module } from './module.ts';
import { anyOf, boolean, oneOf, string } from './parameters.ts';

function general(state: State): Record<string, unknown> {
  const { origin, scriptPath, readOnly } = state;
  const mainpage = state.pages.byId(1)?.title ?? 'Main Page';
  return {
    mainpage,
    base: `${origin}/wiki/${titleKey(mainpage)}`,
    sitename: state.sitename,
    mainpageisdomainroot: false,
    logo: `${origin}${scriptPath}/resources/assets/change-your-logo.svg`,
    generator: generator[state.version],
    phpversion: '8.2.35',
    phpsapi: 'cli-server',
    dbtype: 'sqlite',
    dbversion: '3.40.1',
    imagewhitelistenabled: false,
    langconversion: true,
    linkconversion: true,
    titleconversion: true,
    linkprefixcharset: '',
    linkprefix: '',
    linktrail: '/^([a-z]+)(.*)$/sD',
    legaltitlechars: ' %!"$&\'()*,\\-.\\/0-9:;=?@A-Z\\\\^_`a-z~\\x80-\\xFF+',
    invalidusernamechars: state.version >= '1.43' ? '@:>=' : '@:>',
    allunicodefixes: false,
    fixarabicunicode: true,
    fixmalayalamunicode: true,
    case: 'first-letter',
    lang: 'en',
    fallback: [],
    rtl: false,
    fallback8bitEncoding: 'windows-1252',
    readonly: readOnly !== null,
    ...(readOnly !== null && { readonlyreason: readOnly }),
    writeapi: true,
    maxarticlesize: 2_097_152,
    timezone: 'UTC',
    timeoffset: 0,
    articlepath: '/wiki/$1',
    scriptpath: scriptPath,
    script: `${scriptPath}/index.php`,
    variantarticlepath: false,
    server: origin,
    servername: new URL(origin).hostname,
    wikiid: state.cookiePrefix,
    time: isoTime(state.clock()),
    misermode: false,
    uploadsenabled: state.options.uploads === true,
    maxuploadsize: 104_857_600,
    minuploadchunksize: 1024,
    galleryoptions: {
      imagesPerRow: 0,
      imageWidth: 120,
      imageHeight: 120,
      captionLength: true,
      showBytes: true,
      showDimensions: true,
      mode: 'traditional',
    },
    thumblimits: Object.fromEntries([120, 150, 180, 200, 250, 300].entries()),
    imagelimits: Object.fromEntries(
      [320, 640, 800, 1024, 1280, 2560].map((width, i) => [i, { width, height: (width * 3) / 4 }]),
    ),
    favicon: `${origin}/favicon.ico`,
    centralidlookupprovider: 'local',
    allcentralidlookupproviders: ['local'],
    interwikimagic: true,
    magiclinks: { ISBN: false, PMID: false, RFC: false },
    categorycollation: 'uppercase',
    nofollowlinks: true,
    nofollownsexceptions: [],
    nofollowdomainexceptions: ['mediawiki.org'],
    externallinktarget: false,
  };
}

function namespaces(): Record<string, object> {
  const withoutSubpages = new Set([-2, -1, 0, 6, 14]);
  const entries = [...names].map(([id, name]) => {
    const canonical = name === '' ? {} : { canonical: name };
    const shown = { id, case: 'first-letter', name, subpages: !withoutSubpages.has(id), ...canonical };
    const more = id === 8 ? { namespaceprotection: 'editinterface' } : {};
    return [id, content({ ...shown, content: id === 0, nonincludable: false, ...more }, 'name')];
  });
  return Object.fromEntries(entries);
}

/** Each of `siprop` that a test wiki has. */
const parts: Readonly<Record<string, (state: State) => unknown>> = {
  general,
  namespaces,
  namespacealiases: () => [
    content({ id: 6, alias: 'Image' }, 'alias'),
    content({ id: 7, alias: 'Image talk' }, 'alias'),
  ],
  statistics: ({ pages }) => ({
    pages: pages.all().length,
    articles: pages.all().filter(({ ns }) => ns === 0).length,
    edits: pages.all().reduce((sum, { revisions }) => sum + revisions.length, 0),
    images: 0,
    users: 1,
    activeusers: 0,
    admins: 1,
    jobs: 0,
  }),
  usergroups: ({ version }) => [...groupRights(version)].map(([name, rights]) => ({ name, rights })),
  extensions: () => [
    {
      type: 'skin',
      name: 'Vector',
      namemsg: 'vector-specialversion-name',
      descriptionmsg: 'vector-skin-desc',
      author: 'The Vector authors',
      url: 'https://www.mediawiki.org/wiki/Skin:Vector',
      version: '1.0.0',
      'license-name': 'GPL-2.0-or-later',
      license: '/wiki/Special:Version/License/Vector',
    },
  ],
  rightsinfo: () => ({ url: '', text: '' }),
  autocreatetempuser: ({ options }) =>
    options.autoCreateTempUser ? { enabled: true, matchPatterns: ['~$1'] } : { enabled: false },
};

function execute({ state, input }: Call, props: readonly string[]): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const prop of props) {
    const part = parts[prop];
    if (part) result[prop] = part(state);
    else {
      const message = { key: 'testwiki-notimplemented', params: [`siprop=${prop}`] };
      input.warnings.push({ module: 'query+siteinfo', code: 'testwiki-notimplemented', message });
    }
  }
  return result;
}

const before143 = `dbrepllag defaultoptions extensions extensiontags fileextensions functionhooks general interwikimap
  languages languagevariants libraries magicwords namespacealiases namespaces protocols restrictions rightsinfo
  showhooks skins specialpagealiases statistics uploaddialog usergroups variables`;

/** https://www.mediawiki.org/wiki/API:Siteinfo */
export const siteinfo: Module = {
  path: 'query+siteinfo',
  classname: 'ApiQuerySiteinfo',
  group: 'meta',
  prefix: 'si',
  help: ['Siteinfo'],
  readrights: true,
  parameters: {
    prop: anyOf(`autocreatetempuser autopromote autopromoteonce clientlibraries ${before143}`, {
      default: 'general',
      before143: { type: before143.split(/\s+/u) },
    }),
    filteriw: oneOf('!local local'),
    showalldb: boolean(),
    numberingroup: boolean(),
    inlanguagecode: string(),
  },
  execute: (call, values) => execute(call, values.list('prop')),
};
