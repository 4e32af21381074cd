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
export { isOverlay, overlays, type Overlay } from './overlays.ts';
export { prepareWiki, type PrepareOptions } from './prepare.ts';
export { startWiki, type Mail, type RealWiki, type StartOptions } from './start.ts';
export { totp } from './totp.ts';
export { unavailable } from './unavailable.ts';
export { isWikiVersion, versions, type WikiVersion } from './versions.ts';
