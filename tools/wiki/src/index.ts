export {
  accounts,
  botPasswords,
  type Account,
  type Accounts,
  type BotPassword,
  type BotPasswords,
  type Totp,
} from './accounts.ts';
export type { LoggedRequest } from './access-log.ts';
export { openArchive, type Archive } from './archive.ts';
export { cached, cacheFolder } from './cache.ts';
export { run, which, type Command } from './command.ts';
export { isOverlay, overlays, type Overlay } from './overlays.ts';
export { prepareWiki, type PrepareOptions } from './prepare.ts';
export { startRedis, type RedisOptions, type RedisServer } from './redis.ts';
export { startWiki, type Mail, type RealWiki, type StartOptions } from './start.ts';
export { totp } from './totp.ts';
export { unavailable } from './unavailable.ts';
export { isWikiVersion, versions, type DebianRelease, type WikiVersion } from './versions.ts';
