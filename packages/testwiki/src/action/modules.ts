import type { State } from '../state.ts';
import { acquiretempusername } from './acquiretempusername.ts';
import { allpages } from './allpages.ts';
import { allusers } from './allusers.ts';
import { authmanagerinfo } from './authmanagerinfo.ts';
import { checktoken } from './checktoken.ts';
import { clearhasmsg } from './clearhasmsg.ts';
import { clientlogin } from './clientlogin.ts';
import { createaccount } from './createaccount.ts';
import { changeauthenticationdata, removeauthenticationdata, unlinkaccount } from './credentials.ts';
import { centralauthtoken, globaluserinfo } from './centralauth.ts';
import { deletePage } from './delete.ts';
import { edit } from './edit.ts';
import { emailuser } from './emailuser.ts';
import { helpModule } from './help.ts';
import { imageinfo } from './imageinfo.ts';
import { info } from './info.ts';
import { languageinfo } from './languageinfo.ts';
import { linkaccount } from './linkaccount.ts';
import { login116, logout116 } from './login-1.16.ts';
import { logevents } from './logevents.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { jsonFormat, mainWith } from './main.ts';
import type { Module } from './module.ts';
import { move } from './move.ts';
import { string, type ParameterTable } from './parameters.ts';
import { oath, oathvalidate } from './oath.ts';
import { options } from './options.ts';
import { paraminfo } from './paraminfo.ts';
import { parse } from './parse.ts';
import { queryWith } from './query.ts';
import { queryTokens } from './query-tokens.ts';
import { resetpassword } from './resetpassword.ts';
import { revisions } from './revisions.ts';
import { siteinfo } from './siteinfo.ts';
import { mystashedfiles, stashimageinfo } from './stash.ts';
import { upload } from './upload.ts';
import { userinfo } from './userinfo.ts';
import { users } from './users.ts';
import { validatepassword } from './validatepassword.ts';
import { watch } from './watch.ts';

const actions = [
  acquiretempusername,
  changeauthenticationdata,
  checktoken,
  clearhasmsg,
  clientlogin,
  createaccount,
  deletePage,
  edit,
  emailuser,
  helpModule,
  linkaccount,
  login,
  logout,
  move,
  options,
  paraminfo,
  parse,
  removeauthenticationdata,
  resetpassword,
  unlinkaccount,
  upload,
  validatepassword,
  watch,
];
const parts = [
  allpages,
  allusers,
  authmanagerinfo,
  imageinfo,
  info,
  jsonFormat,
  languageinfo,
  logevents,
  mystashedfiles,
  queryTokens,
  revisions,
  siteinfo,
  stashimageinfo,
  userinfo,
  users,
];

const byPath = (list: readonly Module[]): ReadonlyMap<string, Module> =>
  new Map(list.map((module) => [module.path, module]));

const old = byPath([
  mainWith(),
  edit,
  login116,
  logout116,
  queryWith(),
  info,
  queryTokens,
  revisions,
  siteinfo,
  userinfo,
]);

/** What an extension adds. */
interface Extension {
  readonly modules: readonly Module[];
  /** Of the main module. */
  readonly parameters?: ParameterTable;
  isOn(state: State): boolean;
}

const extensions: readonly Extension[] = [
  {
    modules: [oath, oathvalidate],
    isOn: ({ accounts }) => accounts.all().some(({ settings }) => settings.twoFactor),
  },
  {
    modules: [centralauthtoken, globaluserinfo],
    parameters: { centralauthtoken: string({ sensitive: true }) },
    isOn: ({ options: { centralAuth } }) => centralAuth !== undefined,
  },
];

const known = new Map<string, ReadonlyMap<string, Module>>();

/** By path: `edit`, `query+tokens`. */
export function modulesOf(state: State): ReadonlyMap<string, Module> {
  if (state.version === '1.16') return old;
  const on = extensions.map((extension) => extension.isOn(state));
  let modules = known.get(on.join());
  if (!modules) {
    const present = extensions.filter((_, i) => on[i]);
    const added = present.flatMap((extension) => extension.modules);
    const names = (wanted: Module['group']): string[] =>
      added.filter(({ group }) => group === wanted).map(({ path }) => path.replace('query+', ''));
    const parameters: ParameterTable = Object.assign({}, ...present.map((extension) => extension.parameters));
    const main = mainWith(names('action'), parameters);
    modules = byPath([...actions, ...parts, main, queryWith(names('meta')), ...added]);
    known.set(on.join(), modules);
  }
  return modules;
}
