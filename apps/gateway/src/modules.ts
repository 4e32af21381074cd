import { Refusal } from './refusal.ts';
import { type ActionParameters, valueOf, valuesOf } from './parameters.ts';
import type { GatewayWiki } from './setup.ts';

/** They change nothing, and so may be called by nobody. Of others the gateway does not know it. */
const reads = `checktoken compare expandtemplates help languagesearch opensearch paraminfo parse query
  templatedata`.split(/\s+/);

/** What everyday apps need beside. None gives out a token for elsewhere, or changes who may do what. */
const writes = `clearhasmsg delete discussiontoolsedit echomarkread edit move options patrol purge rollback
  setnotificationtimestamp stashedit tag thank undelete upload watch`.split(/\s+/);

/** By these nobody becomes somebody. */
const signsIn = ['clientlogin', 'createaccount'];

/** What a call of the Action API is to the gateway. */
export interface ActionCall {
  readonly action: string;
  /** Not known to change nothing: for somebody who is signed in. */
  readonly write: boolean;
  /** The wiki may begin a session of its own by it, by cookies. */
  readonly begins: boolean;
  /** The answer may hold a form of AuthManager (API:Authmanagerinfo). */
  readonly asks: boolean;
}

/** @throws Refusal `module-refused`, `parameter-refused` */
export function checkModule(wiki: GatewayWiki, parameters: ActionParameters): ActionCall {
  const action = valueOf(parameters, 'action');
  if (action === undefined) throw new Refusal('parameter-refused', { info: 'The parameter `action` is missing.' });
  const byClientLogin = wiki.signIn.by === 'clientlogin';
  const allowed = wiki.modules ?? [...reads, ...writes, ...(byClientLogin ? ['clientlogin', 'logout'] : [])];
  const isSignIn = byClientLogin && signsIn.includes(action);
  const submodules = (action === 'query' ? ['prop', 'list', 'meta', 'generator'] : ['generator']).flatMap((name) =>
    valuesOf(parameters, name),
  );
  const areAllowed =
    allowed.includes('query') || submodules.every((submodule) => allowed.includes(`query+${submodule}`));
  const isAllowed = allowed.includes(action) || (action === 'query' && submodules.length > 0);
  if (!isAllowed || !areAllowed) throw new Refusal('module-refused');
  const write = !reads.includes(action) && !isSignIn;
  const asks = isSignIn || (byClientLogin && submodules.includes('authmanagerinfo'));
  const begins = asks || (byClientLogin && action === 'query' && submodules.includes('tokens'));
  return { action, write, begins, asks };
}
