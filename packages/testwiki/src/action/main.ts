import type { Module } from './module.ts';
import { actions, formats } from './names.ts';
import { boolean, integer, oneOf, string, type Parameter, type ParameterTable } from './parameters.ts';

const action = (extensions: string): Parameter =>
  oneOf(`${actions} ${extensions}`, {
    default: 'help',
    submodules: '',
    internalvalues: ['cspreport', 'stashedit'],
  });

const withoutTemporary = ({ type }: Parameter): readonly string[] =>
  (type as readonly string[]).filter((name) => name !== 'acquiretempusername');

/**
 * What every call may send, with the actions and parameters of extensions; `since` tells what 1.16 had not.
 * https://www.mediawiki.org/wiki/API:Main_module
 */
export const mainWith = (extensions: readonly string[] = [], more: ParameterTable = {}): Module => ({
  path: 'main',
  classname: 'ApiMain',
  prefix: '',
  help: [],
  parameters: {
    action: {
      ...action(extensions.join(' ')),
      before143: { type: withoutTemporary(action(extensions.join(' '))) },
    },
    format: oneOf(formats, { default: 'jsonfm', submodules: '' }),
    maxlag: integer(),
    smaxage: integer({ default: 0, min: 0, before143: { min: undefined } }),
    maxage: integer({ default: 0, min: 0, before143: { min: undefined } }),
    assert: oneOf('anon bot user', { since: '1.27' }),
    assertuser: { since: '1.39', type: 'user', subtypes: ['name', 'temp'], before143: { subtypes: ['name'] } },
    requestid: string(),
    servedby: boolean({ since: '1.27' }),
    curtimestamp: boolean({ since: '1.27' }),
    responselanginfo: boolean({ since: '1.27' }),
    origin: string({ since: '1.27' }),
    crossorigin: boolean({ since: '1.45' }),
    uselang: string({ default: 'user', since: '1.27' }),
    variant: string({ since: '1.39' }),
    errorformat: oneOf('bc html none plaintext raw wikitext', { default: 'bc', since: '1.39' }),
    errorlang: string({ default: 'uselang', since: '1.39' }),
    errorsuselocal: boolean({ since: '1.39' }),
    ...more,
  },
});

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
