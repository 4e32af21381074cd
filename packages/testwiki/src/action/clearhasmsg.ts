import type { Module } from './module.ts';

/** https://www.mediawiki.org/wiki/API:ClearHasMsg. There are no talk pages to tell of, so nothing is cleared. */
export const clearhasmsg: Module = {
  path: 'clearhasmsg',
  classname: 'ApiClearHasMsg',
  group: 'action',
  prefix: '',
  help: ['ClearHasMsg'],
  readrights: true,
  writerights: true,
  mustbeposted: true,
  parameters: {},
  execute: () => ({ clearhasmsg: 'success' }),
};
