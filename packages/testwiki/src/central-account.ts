import type { Account } from './accounts.ts';
import { isReserved } from './auth/creatable-name.ts';
import { fullSeconds, type State } from './state.ts';

/** Why the credentials of a request are no good: the code and the message key of the error. */
export interface Refusal {
  readonly code: string;
  readonly key: string;
  /** Of the message. */
  readonly params?: readonly string[];
}

export const badtoken: Refusal = { code: 'badtoken', key: 'apierror-centralauth-badtoken' };

/** Somebody whom the farm knows, here; the account is made if there is none. */
export function centralAccount({ accounts, clock }: State, name: string): Account | Refusal {
  if (isReserved(name)) return { code: 'badusername', key: 'apierror-centralauth-badusername' };
  const known = accounts.byName(name);
  if (known) return known.settings.unattached ? badtoken : known;
  const now = fullSeconds(clock());
  return name.startsWith('~') ? accounts.createTemporary(now, name) : accounts.create(name, { password: '' }, now);
}
