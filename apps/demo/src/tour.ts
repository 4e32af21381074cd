import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ActionResult, createWiki, type SessionFile, sessionFile, type Wiki } from '@mwkit/node';
import type { Narrator } from './narrator.ts';
import type { Place } from './place.ts';

const appendtext = '\n* Hello from mwkit';
const summary = 'mwkit tour';

/** What the steps share. */
interface Stage {
  readonly place: Place;
  readonly tell: Narrator;
  readonly signal: AbortSignal;
  readonly file: SessionFile;
  readonly options: { readonly userAgent: string; readonly onExchange: Narrator['exchange'] };
}

/**
 * The tour itself. However it ends, nobody stays signed in and no session is left in a file.
 * @throws what the calls throw
 */
export async function tour(place: Place, tell: Narrator, signal: AbortSignal): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'mwkit-demo-'));
  const file = sessionFile(join(folder, 'session.json'));
  const options = { userAgent: place.userAgent, onExchange: tell.exchange };
  const stage: Stage = { place, tell, signal, file, options };
  tell.heading(`mwkit on ${place.name}`, place.api);
  const wiki = createWiki(place.api, options);
  let signedIn = false;
  try {
    await signIn(stage, wiki);
    signedIn = true;
    await editAndRead(stage, wiki);
    await signOut(stage, await saveAndResume(stage, wiki));
    signedIn = false;
  } finally {
    if (signedIn) await wiki.logout({ signal: AbortSignal.timeout(2000) }).catch(() => {});
    await rm(folder, { recursive: true });
  }
  tell.summary();
}

async function signIn({ place: { username, password }, tell, signal }: Stage, wiki: Wiki): Promise<void> {
  await tell.step(
    'sign-in',
    'Sign in with a bot password',
    () => wiki.login({ username, password }, { signal }),
    (user) => [`${user.username}, user ${user.userId}`, ...user.warnings.map(({ text }) => text)].join('\n      '),
  );
  await tell.step(
    'userinfo',
    'Ask the wiki who that is',
    () => wiki.get('query', { meta: 'userinfo', uiprop: ['groups', 'editcount'] }, { signal }),
    ({ query }) => {
      const { name, editcount = 0, groups = [] } = query?.userinfo ?? {};
      return `${name}, edits so far: ${editcount}, groups: ${groups.join(', ')}`;
    },
  );
}

async function editAndRead({ place: { title }, tell, signal }: Stage, wiki: Wiki): Promise<void> {
  if (title === undefined) {
    tell.skip('Edit a page', 'not wanted on this wiki');
    return;
  }
  await tell.step(
    'edit',
    'Edit a page: the token is fetched by itself',
    () => wiki.post('edit', { title, appendtext, summary }, { signal }),
    saved,
  );
  await tell.step(
    'read',
    'Read it back through the REST API',
    () => wiki.rest.get('/v1/page/{title}', { path: { title } }, { signal }),
    ({ latest, source }) => `revision ${latest.id}: ${JSON.stringify(source?.trim().split('\n').at(-1))}`,
  );
}

/** @throws Error where the wiki did not save, which is no error to it */
function saved({ edit }: ActionResult<'edit'>): string {
  if (edit.result === 'Success') return `revision ${edit.newrevid} of "${edit.title}"`;
  throw new Error('The wiki did not save the edit: it asks for a captcha, or a filter stopped it.');
}

async function saveAndResume({ place: { api, title }, tell, signal, file, options }: Stage, wiki: Wiki): Promise<Wiki> {
  await tell.step(
    'save',
    'Save the session, for another process or another day',
    async () => {
      await file.write(await wiki.session.save());
    },
    async () => {
      const [{ mode }, saved] = await Promise.all([stat(file.path), file.read()]);
      const held = `${saved?.cookies.length} cookies, ${Object.keys(saved?.tokens ?? {}).length} token, no password`;
      return `a file for its owner only (mode ${(mode & 0o777).toString(8).padStart(4, '0')}): ${held}`;
    },
  );
  const again = await tell.step(
    'resume',
    'Resume it',
    async () => createWiki(api, { ...options, session: await file.read() }),
    ({ session }) => `signed in as ${session.user?.name}, without a request`,
  );
  if (title === undefined) return again;
  await tell.step(
    'edit again',
    'Edit again: one request, for the token was saved too',
    () => again.post('edit', { title, appendtext, summary }, { signal }),
    saved,
  );
  return again;
}

async function signOut({ tell, signal, file }: Stage, again: Wiki): Promise<void> {
  await tell.step(
    'sign-out',
    'Sign out: the session ends on the wiki, for everyone who has it',
    async () => {
      await again.logout({ signal });
      await file.remove();
    },
    () => 'the saved session is worth nothing now',
  );
}
