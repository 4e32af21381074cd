import { htmlPage } from './format.ts';
import type { Module } from './module.ts';
import { boolean, list } from './parameters.ts';
import { content } from './result.ts';

/** https://www.mediawiki.org/wiki/API:Help, wrapped in JSON; without `wrap` it is a page for people. */
export const helpModule: Module = {
  path: 'help',
  classname: 'ApiHelp',
  group: 'action',
  prefix: '',
  help: ['Main_page', 'FAQ', 'Quick_start_guide'],
  parameters: {
    modules: { ...list(), default: 'main' },
    submodules: boolean(),
    recursivesubmodules: boolean(),
    wrap: boolean(),
    toc: boolean(),
  },
  execute({ modules }, values) {
    const headings = values.list('modules').map((path) => `<h1>${modules.get(path)?.path ?? 'main'}</h1>`);
    const page = htmlPage('MediaWiki API help', headings.join('\n'));
    return { help: content({ mime: 'text/html', filename: 'api-help.html', help: page }, 'help') };
  },
};
