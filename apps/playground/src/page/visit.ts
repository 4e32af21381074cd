import { createWiki, type Exchange, findApi, storageSession, type Wiki } from '@mwkit/browser';
import { computed, reactive, ref, shallowReactive, shallowRef } from 'vue';
import type { SavedFlow } from './auth/saved-flow.ts';
import { codeOf, type Deed } from './code.ts';
import { type Mistake, mistakeOf } from './mistake.ts';
import { embedded } from './place.ts';

const userAgent = 'mwkit-playground/0.0.0 (https://github.com/mwkit/mwkit)';

export type Mode = 'user' | 'anonymous';

/** Which wiki, and as whom. */
export interface Choice {
  /** One of those in memory, or `own`. */
  id: string;
  /** Of `own`: what was typed. */
  url: string;
  mode: Mode;
}

export const choice = reactive<Choice>({ id: 'password', url: '', mode: 'user' });

/** The wiki that is open; each opening makes a new one, with its own traffic and code. */
export const wiki = shallowRef<Wiki>();
export const opening = shallowRef<Mistake>();
/** Who is signed in, as far as mwkit knows. */
export const user = ref<string>();
export const exchanges = shallowReactive<Exchange[]>([]);
export const deeds = shallowReactive<Deed[]>([]);

export const code = computed(() =>
  wiki.value && deeds.length > 0 ? codeOf({ api: wiki.value.api, as: choice.mode }, deeds) : '',
);

/** A flow that was in the middle when the page was left, to go on with on the wiki that is open. */
export const resuming = shallowRef<Resuming>();

interface Resuming {
  readonly saved: SavedFlow;
  /** The URL that a provider sent the browser to; `undefined` after a reload. */
  readonly back: string | undefined;
}

let openings = 0;

/** Opens what is chosen. Who was signed in there in this tab still is, if the wiki agrees. */
export async function open(from?: Resuming): Promise<void> {
  wiki.value = undefined;
  user.value = undefined;
  opening.value = undefined;
  resuming.value = from;
  exchanges.splice(0, Infinity, ...(from?.saved.exchanges ?? []));
  deeds.splice(0, Infinity, ...(from?.saved.deeds ?? []));
  const mine = ++openings;
  // the answers to a wiki that was left still come
  const onExchange = (exchange: Exchange) => void (mine === openings && exchanges.push(exchange));
  const { id, url, mode } = choice;
  if (id === 'own' && url.trim() === '') return;
  try {
    const api = embedded(id)?.api ?? (await findApi(url.trim(), { userAgent }));
    const opened = await openAs(mode, api, onExchange);
    if (mine !== openings) return;
    user.value = opened.session.user?.name;
    wiki.value = opened;
  } catch (error) {
    if (mine === openings) opening.value = await mistakeOf(error);
  }
}

async function openAs(mode: Mode, api: string, onExchange: (exchange: Exchange) => void): Promise<Wiki> {
  if (mode === 'anonymous') return createWiki(api, { userAgent, as: mode, onExchange });
  const store = storageSession(sessionStorage, `session of ${api}`);
  const opened = createWiki(api, { userAgent, as: mode, store, onExchange });
  // the session in the store may have ended since
  if ((await store.read())?.user)
    await opened.get('query', { meta: 'userinfo' }).catch(() => opened.logout().catch(() => {}));
  return opened;
}

/** Adds to the code what was done on a wiki, if that is still open. A flow that was only begun gives way to the next. */
export function record(on: Wiki, deed: Deed): void {
  if (on !== wiki.value) return;
  if (deed.kind === 'flow' && deeds.at(-1)?.kind === 'flow') deeds.pop();
  deeds.push(deed);
}
