import type { Module } from './module.ts';
import { actions, formats } from './names.ts';
import { boolean, integer, oneOf, string } from './parameters.ts';

const all = oneOf(actions, { default: 'help', submodules: '', internalvalues: ['cspreport', 'stashedit'] });

/** What every call may send: https://www.mediawiki.org/wiki/API:Main_module */
export const main: Module = {
  path: 'main',
  classname: 'ApiMain',
  prefix: '',
  help: [],
  parameters: {
    action: {
      ...all,
      before143: { type: (all.type as readonly string[]).filter((name) => name !== 'acquiretempusername') },
    },
    format: oneOf(formats, { default: 'jsonfm', submodules: '' }),
    maxlag: integer(),
    smaxage: integer({ default: 0, min: 0 }),
    maxage: integer({ default: 0, min: 0 }),
    assert: oneOf('anon bot user'),
    assertuser: { type: 'user', subtypes: ['name', 'temp'], before143: { subtypes: ['name'] } },
    requestid: string(),
    servedby: boolean(),
    curtimestamp: boolean(),
    responselanginfo: boolean(),
    origin: string(),
    uselang: string({ default: 'user' }),
    variant: string(),
    errorformat: oneOf('bc html none plaintext raw wikitext', { default: 'bc' }),
    errorlang: string({ default: 'uselang' }),
    errorsuselocal: boolean(),
  },
};

export const jsonFormat: Module = {
  path: 'json',
  classname: 'ApiFormatJson',
  group: 'format',
  prefix: '',
  help: ['Data_formats'],
  readrights: true,
  parameters: {
    callback: string(),
    utf8: boolean(),
    ascii: boolean(),
    formatversion: oneOf('1 2 latest', { default: '1' }),
  },
};
