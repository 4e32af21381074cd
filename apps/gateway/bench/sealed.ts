import { Kept, randomSecret } from '../src/kept.ts';
import type { SessionContents } from '../src/session.ts';
import type { Store } from '../src/store.ts';

/** What a store is told to write. */
export interface Sealed {
  readonly key: string;
  readonly text: string;
  readonly seconds: number;
}

/** A session of the wiki `w`, sealed by the gateway's own code as at the end of a sign-in; `secret` opens it, at any gateway. */
export async function sealSession(
  contents: SessionContents,
  seconds: number,
): Promise<Sealed & { readonly secret: string }> {
  const secret = randomSecret();
  let text = '';
  const store: Pick<Store, 'write'> = {
    async write(_key, sealed) {
      text = sealed;
    },
  };
  const kept = await Kept.of<SessionContents>(store as Store, 'session', 'w', secret);
  await kept.write(contents, seconds);
  return { key: kept.key, text, seconds, secret };
}

/** Under what the store keeps a session. */
export const keyOf = async (secret: string): Promise<string> =>
  (await Kept.of({} as Store, 'session', 'w', secret)).key;
