import type { Version } from '../options.ts';

const zero = `ccmeonemails diffonly disablemail editondblclick editsectiononrightclick enotifminoredits enotifrevealaddr
  fancysig forceeditsummary hideminor hidepatrolled minordefault newpageshidepatrolled norollbackdiff previewonfirst
  rcenhancedfilters-disable requireemail showhiddencats showrollbackconfirmation uselivepreview watchdeletion
  watchlisthideanons watchlisthidebots watchlisthideliu watchlisthideminor watchlisthideown watchlisthidepatrolled
  watchlistreloadautomatically watchlistunwatchlinks watchmoves watchrollback wlenhancedfilters-disable`;
const one = `email-allow-new-users enotifusertalkpages enotifwatchlistpages extendwatchlist hidecategorization prefershttps
  previewontop pst-cssjs shownumberswatching skin-responsive useeditwarning usenewrc watchcreations watchdefault
  watchlisthidecategorization watchuploads`;
const others = {
  date: 'default',
  editfont: 'monospace',
  gender: 'unknown',
  imagesize: 2,
  nickname: '',
  rcdays: 7,
  rclimit: 50,
  'search-match-redirect': true,
  'search-special-page': 'Search',
  searchlimit: 20,
  skin: 'vector',
  thumbsize: 5,
  underline: 2,
  watchlistdays: 7,
  wllimit: 250,
  timecorrection: 'System|0',
  language: 'en',
  variant: 'en',
};
const variants = 'ban en crh gan iu ku shi sr tg uz zh';

const from143 = {
  'vector-limited-width': 1,
  'vector-page-tools-pinned': 1,
  'vector-main-menu-pinned': 1,
  'vector-toc-pinned': 1,
  'vector-appearance-pinned': 1,
  'vector-font-size': 0,
  'vector-theme': 'day',
  'diff-type': 'table',
  editrecovery: 0,
  forcesafemode: 0,
  'search-thumbnail-extra-namespaces': true,
  'variant-mni': 'mni',
  'variant-sh': 'sh-latn',
  'variant-tly': 'tly',
  'variant-wuu': 'wuu',
  'variant-zgh': 'zgh',
};

const each = <T>(names: string, value: (name: string) => T): [string, T][] =>
  names.split(/\s+/u).map((name) => [name, value(name)]);

/** The preferences of somebody who never changed any (userinfo-user-fv2). */
export function userOptions(version: Version): Record<string, unknown> {
  return {
    ...Object.fromEntries(each(zero, () => 0)),
    ...Object.fromEntries(each(one, () => 1)),
    ...others,
    ...Object.fromEntries(Array.from({ length: 16 }, (_, ns) => [`searchNs${ns}`, ns === 0 ? 1 : 0])),
    ...Object.fromEntries(each(variants, (name) => name).map(([name, code]) => [`variant-${name}`, code])),
    ...(version >= '1.43' ? from143 : { 'variant-kk': 'kk' }),
  };
}
