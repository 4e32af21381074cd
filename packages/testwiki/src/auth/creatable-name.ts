import type { State } from '../state.ts';
import { userName } from '../title.ts';

const reserved = new Set(['MediaWiki default', 'Conversion script', 'Maintenance script']);

/** Names that the software writes under: nobody can sign in as these. */
export const isReserved = (name: string): boolean => reserved.has(name);

/** Names of temporary accounts: `~2...` is kept free since 1.43; 1.39 called them otherwise (temp-list-users). */
function isTemporary({ version, options }: State, name: string): boolean {
  if (version >= '1.43') return options.autoCreateTempUser ? name.startsWith('~') : name.startsWith('~2');
  return options.autoCreateTempUser === true && name.startsWith('*Unregistered ');
}

/** The canonical form of a name that a new account can have; undefined: `invaliduser`. */
export function creatableName(state: State, given: string): string | undefined {
  const name = userName(given);
  if (name === undefined || name.includes('@') || isReserved(name)) return undefined;
  return isTemporary(state, name) ? undefined : name;
}
