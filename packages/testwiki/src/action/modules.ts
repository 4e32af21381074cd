import type { State } from '../state.ts';
import { acquiretempusername } from './acquiretempusername.ts';
import { authmanagerinfo } from './authmanagerinfo.ts';
import { clientlogin } from './clientlogin.ts';
import { createaccount } from './createaccount.ts';
import { changeauthenticationdata, removeauthenticationdata, unlinkaccount } from './credentials.ts';
import { described, oathAuth } from './described.ts';
import { edit } from './edit.ts';
import { info } from './info.ts';
import { linkaccount } from './linkaccount.ts';
import { login116, logout116 } from './login-1.16.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { jsonFormat, main } from './main.ts';
import type { Module } from './module.ts';
import { paraminfo } from './paraminfo.ts';
import { query } from './query.ts';
import { queryTokens } from './query-tokens.ts';
import { revisions } from './revisions.ts';
import { siteinfo } from './siteinfo.ts';
import { userinfo } from './userinfo.ts';

const actions = [
  acquiretempusername,
  changeauthenticationdata,
  clientlogin,
  createaccount,
  edit,
  linkaccount,
  login,
  logout,
  paraminfo,
  query,
  removeauthenticationdata,
  unlinkaccount,
];
const parts = [authmanagerinfo, main, info, jsonFormat, queryTokens, revisions, siteinfo, userinfo];

const byPath = (list: readonly Module[]): ReadonlyMap<string, Module> =>
  new Map(list.map((module) => [module.path, module]));

const modern = byPath([...actions, ...parts, ...described]);
const withOathAuth = byPath([...actions, ...parts, ...described, ...oathAuth]);
const old = byPath([edit, login116, logout116, query]);

/** By path: `edit`, `query+tokens`. */
export function modulesOf({ version, accounts }: State): ReadonlyMap<string, Module> {
  if (version === '1.16') return old;
  return accounts.all().some(({ settings }) => settings.twoFactor) ? withOathAuth : modern;
}
