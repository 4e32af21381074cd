import type { Version } from './options.ts';

const words = (text: string): readonly string[] => text.split(/\s+/u).filter((word) => word !== '');

const common: Readonly<Record<string, readonly string[]>> = {
  '*': words('createaccount read edit createpage createtalk viewmyprivateinfo editmyprivateinfo editmyoptions'),
  user: words(`move move-subpages move-rootuserpages move-categorypages movefile read edit createpage createtalk upload
    reupload reupload-shared minoredit editmyusercss editmyuserjson editmyuserjs editmyuserjsredirect applychangetags
    changetags editcontentmodel`),
  autoconfirmed: words('autoconfirmed editsemiprotected'),
  bot: words('bot autoconfirmed editsemiprotected nominornewtalk autopatrol suppressredirect apihighlimits'),
  sysop: words(`block createaccount delete bigdelete deletedhistory deletedtext undelete editinterface editsitejson
    edituserjson import importupload move move-subpages move-rootuserpages move-categorypages patrol autopatrol protect
    editprotected rollback upload reupload reupload-shared unwatchedpages autoconfirmed editsemiprotected ipblock-exempt
    blockemail markbotedits apihighlimits browsearchive noratelimit movefile unblockself suppressredirect mergehistory
    managechangetags deletechangetags`),
  'interface-admin': words('editinterface editsitecss editsitejson editsitejs editusercss edituserjson edituserjs'),
  bureaucrat: words('userrights noratelimit'),
  suppress: words('hideuser suppressrevision viewsuppressed suppressionlog deleterevision deletelogentry'),
};

/** What changed between the versions (siteinfo, usergroups): `writeapi` and `purge` went, two rights moved to `user`. */
const between = {
  '*': words('writeapi viewmywatchlist editmywatchlist'),
  user: words('writeapi purge'),
  bot: words('writeapi'),
};

const since143 = { user: words('viewmywatchlist editmywatchlist'), bureaucrat: words('renameuser') };

const added: Readonly<Record<Version, Readonly<Record<string, readonly string[]>>>> = {
  '1.16': { '*': words('writeapi') },
  '1.27': between,
  '1.39': between,
  '1.43': since143,
  '1.45': since143,
};

/** https://www.mediawiki.org/wiki/Manual:$wgGrantPermissions, as far as these wikis have the rights. */
const grants: Readonly<Record<string, readonly string[]>> = {
  basic: words(`autoconfirmed autopatrol editsemiprotected ipblock-exempt nominornewtalk patrolmarks read unwatchedpages
    writeapi purge`),
  highvolume: words('bot apihighlimits noratelimit markbotedits'),
  editpage: words('edit minoredit applychangetags changetags editcontentmodel'),
  createeditmovepage: words(`edit minoredit applychangetags changetags editcontentmodel createpage createtalk
    delete-redirect move move-rootuserpages move-subpages move-categorypages suppressredirect`),
  editprotected: words('edit minoredit applychangetags changetags editcontentmodel editprotected'),
  editinterface: words(
    'edit minoredit applychangetags changetags editcontentmodel editinterface editsitejson edituserjson',
  ),
  editmyoptions: words('editmyoptions editmyuserjson'),
  editmycssjs: words(
    'edit minoredit applychangetags changetags editcontentmodel editmyusercss editmyuserjson editmyuserjs',
  ),
  uploadfile: words('upload reupload-own'),
  uploadeditmovefile: words('upload reupload-own reupload reupload-shared upload_by_url movefile suppressredirect'),
  patrol: words('patrol'),
  rollback: words('rollback'),
  blockusers: words('block blockemail'),
  delete: words(
    'edit minoredit applychangetags changetags editcontentmodel browsearchive deletedhistory deletedtext delete bigdelete undelete',
  ),
  protect: words('edit minoredit applychangetags changetags editcontentmodel editprotected protect'),
  viewmywatchlist: words('viewmywatchlist'),
  editmywatchlist: words('editmywatchlist'),
  createaccount: words('createaccount'),
  privateinfo: words('viewmyprivateinfo'),
};

/** The rights of each group, in the order of siteinfo's `usergroups`. */
export function groupRights(version: Version): ReadonlyMap<string, readonly string[]> {
  return new Map(
    Object.entries(common).map(([group, rights]) => [group, [...rights, ...(added[version][group] ?? [])]]),
  );
}

/** The rights left to a session with these grants. */
export function withinGrants(rights: readonly string[], names: readonly string[]): readonly string[] {
  const allowed = new Set(names.flatMap((name) => grants[name] ?? []));
  return rights.filter((right) => allowed.has(right));
}
