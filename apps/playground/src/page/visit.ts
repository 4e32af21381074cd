import { createWiki, findApi, storageSession, type Wiki } from '@mwkit/browser';
import { type Gateway, gateway } from '@mwkit/browser/gateway';
import { computed, reactive, ref, shallowReactive, shallowRef } from 'vue';
import type { SavedFlow } from './auth/saved-flow.ts';
import { codeOf, type Deed } from './code.ts';
import { type Mistake, mistakeOf } from './mistake.ts';
import { embedded } from './place.ts';
import { type Seen, seenFetch } from './seen.ts';

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
/** The gateway that this wiki is called through, if it is. */
export const gate = shallowRef<Gateway>();
export const opening = shallowRef<Mistake>();
/** Who is signed in, as far as mwkit knows. */
export const user = ref<string>();
export const exchanges = shallowReactive<Seen[]>([]);
export const deeds = shallowReactive<Deed[]>([]);

export const code = computed(() =>
  wiki.value && deeds.length > 0
    ? codeOf({ api: wiki.value.api, as: choice.mode, gateway: embedded(choice.id)?.gateway }, deeds)
    : '',
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
  gate.value = undefined;
  user.value = undefined;
  opening.value = undefined;
  resuming.value = from;
  exchanges.splice(0, Infinity, ...(from?.saved.exchanges ?? []));
  deeds.splice(0, Infinity, ...(from?.saved.deeds ?? []));
  const mine = ++openings;
  // the answers to a wiki that was left still come
  const onExchange = (exchange: Seen) => void (mine === openings && exchanges.push(exchange));
  const { id, url, mode } = choice;
  if (id === 'own' && url.trim() === '') return;
  try {
    const known = embedded(id);
    const api = known?.api ?? (await findApi(url.trim(), { userAgent }));
    const opened =
      known?.gateway === undefined
        ? await openAs(mode, api, onExchange)
        : await openThrough(known.gateway, mode, onExchange);
    if (mine !== openings) return;
    user.value = opened.user;
    gate.value = opened.gate;
    wiki.value = opened.wiki;
    if (opened.cameBack === true) record(opened.wiki, { kind: 'gateway', method: 'signIn' });
  } catch (error) {
    if (mine === openings) opening.value = await mistakeOf(error);
  }
}

interface Opened {
  readonly wiki: Wiki;
  readonly user?: string | undefined;
  readonly gate?: Gateway;
  /** From a sign-in at the wiki, which has just ended. */
  readonly cameBack?: boolean;
}

type OnExchange = (exchange: Seen) => void;

async function openAs(mode: Mode, api: string, onExchange: OnExchange): Promise<Opened> {
  if (mode === 'anonymous') return { wiki: createWiki(api, { userAgent, as: mode, onExchange }) };
  const store = storageSession(sessionStorage, `session of ${api}`);
  const opened = createWiki(api, { userAgent, as: mode, store, onExchange });
  // the session in the store may have ended since
  if ((await store.read())?.user)
    await opened.get('query', { meta: 'userinfo' }).catch(() => opened.logout().catch(() => {}));
  return { wiki: opened, user: opened.session.user?.name };
}

async function openThrough(url: string, mode: Mode, onExchange: OnExchange): Promise<Opened> {
  const gate = gateway(url, { keep: 'bearer', storage: sessionStorage, fetch: seenFetch(onExchange) });
  const cameBack = await gate.finish();
  const who = mode === 'anonymous' ? { as: mode } : gate.caller;
  const wiki = createWiki(gate.api, { userAgent, ...who, onExchange });
  return { wiki, gate, cameBack, user: await gate.user() };
}

/** Adds to the code what was done on a wiki, if that is still open. A flow that was only begun gives way to the next. */
export function record(on: Wiki, deed: Deed): void {
  if (on !== wiki.value) return;
  if (deed.kind === 'flow' && deeds.at(-1)?.kind === 'flow') deeds.pop();
  deeds.push(deed);
}
