import type { Version } from '../options.ts';
import { acquiretempusername } from './acquiretempusername.ts';
import { clientlogin } from './clientlogin.ts';
import { edit } from './edit.ts';
import { info } from './info.ts';
import { login116, logout116 } from './login-1.16.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { jsonFormat, main } from './main.ts';
import type { Module } from './module.ts';
import { paraminfo } from './paraminfo.ts';
import { boolean, integer, list, oneOf, string, token } from './parameters.ts';
import { query } from './query.ts';
import { queryTokens } from './query-tokens.ts';
import { revisions } from './revisions.ts';
import { siteinfo } from './siteinfo.ts';
import { userinfo } from './userinfo.ts';

/** Not here, but a client may ask what they are like (paraminfo-auth-modules-fv2). */
const described: readonly Module[] = [
  {
    path: 'createaccount',
    classname: 'ApiAMCreateAccount',
    group: 'action',
    prefix: 'create',
    help: ['Account_creation'],
    writerights: true,
    mustbeposted: true,
    dynamicparameters: true,
    parameters: {
      requests: list(),
      messageformat: oneOf('html none raw wikitext', { default: 'wikitext' }),
      mergerequestfields: boolean(),
      preservestate: boolean(),
      returnurl: string(),
      continue: boolean(),
      token: token('createaccount'),
    },
  },
  {
    path: 'checktoken',
    classname: 'ApiCheckToken',
    group: 'action',
    prefix: '',
    help: ['Checktoken'],
    readrights: true,
    parameters: {
      type: oneOf('createaccount csrf login patrol rollback userrights watch', { required: true }),
      token: string({ required: true, sensitive: true }),
      maxtokenage: integer(),
    },
  },
  {
    path: 'query+authmanagerinfo',
    classname: 'ApiQueryAuthManagerInfo',
    group: 'meta',
    prefix: 'ami',
    help: ['Authmanagerinfo'],
    parameters: {
      securitysensitiveoperation: string(),
      requestsfor: oneOf('change create create-continue link link-continue login login-continue remove unlink'),
      mergerequestfields: boolean(),
      messageformat: oneOf('html none raw wikitext', { default: 'wikitext' }),
    },
  },
  main,
  info,
  jsonFormat,
  queryTokens,
  revisions,
  siteinfo,
  userinfo,
];

const actions = [acquiretempusername, clientlogin, edit, login, logout, paraminfo, query];

const byPath = (list: readonly Module[]): ReadonlyMap<string, Module> =>
  new Map(list.map((module) => [module.path, module]));

const modern = byPath([...actions, ...described]);
const old = byPath([edit, login116, logout116, query]);

/** By path: `edit`, `query+tokens`. */
export const modulesOf = (version: Version): ReadonlyMap<string, Module> => (version === '1.16' ? old : modern);
