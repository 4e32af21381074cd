import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createWiki, type Wiki, type WikiOptions } from '@mwkit/node';
import { type RealWiki, startWiki } from '@mwkit/wiki';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { collect } from './collect.ts';
import { botPasswords, userAgent, wikis } from './wikis.ts';

const credentials = { username: botPasswords.bot.name, password: botPasswords.bot.password };

/**
 * MediaWiki looks at the page twice: first for `createonly`, `nocreate` and `appendtext`, then for conflicts. An edit with the
 * summary "held" waits between the two until the file "go" is there. testwiki does both at once. Edits of different places are
 * merged, where this machine has diff3.
 */
const holding = (folder: string) => String.raw`
$wgRateLimits = [];
$wgDiff3 = '/usr/bin/diff3';
$wgHooks['EditPage::importFormData'][] = static function ( $editPage, $request ) {
	if ( $request->getText( 'wpSummary' ) !== 'held' || file_exists( '${folder}/go' ) ) return;
	touch( '${folder}/held' );
	for ( $n = 0; $n < 1000 && !file_exists( '${folder}/go' ); $n++ ) { usleep( 10000 ); clearstatcache(); }
};`;

describe.for(wikis.filter(({ kind }) => kind !== 'testwiki'))(
  'another edit comes while the wiki saves one: $kind',
  ({ kind, skip }) => {
    let folder: string;
    let wiki: RealWiki;
    let one: Wiki;
    let other: Wiki;
    /** A client that loses the answer of its first edit. */
    let losing: Wiki;
    beforeAll(async () => {
      if (skip || kind === 'testwiki') return;
      folder = await mkdtemp(path.join(tmpdir(), 'mwkit-race-'));
      wiki = await startWiki({ version: kind, settings: holding(folder), workers: 3 });
      one = createWiki(wiki.api, { userAgent });
      await one.login(credentials);
      const session = await one.session.save();
      other = createWiki(wiki.api, { userAgent, session });
    });
    beforeEach(async () => {
      if (skip) return;
      for (const name of ['held', 'go']) await rm(path.join(folder, name), { force: true });
      let lost = false;
      const fetch: NonNullable<WikiOptions['fetch']> = async (input, init) => {
        const answer = await globalThis.fetch(input, init);
        if (lost || typeof init.body !== 'string' || !init.body.includes('action=edit')) return answer;
        lost = true;
        await answer.text();
        throw new TypeError('fetch failed');
      };
      losing = createWiki(wiki.api, { userAgent, fetch, session: await one.session.save() });
    });
    afterAll(async () => {
      await wiki?.stop();
      if (folder) await rm(folder, { recursive: true });
    });

    const held = () => vi.waitFor(() => stat(path.join(folder, 'held')), { timeout: 10_000, interval: 10 });
    const release = () => writeFile(path.join(folder, 'go'), '');

    /** Does something while the edit is held. */
    async function during<T>(edit: Promise<T>, work: () => Promise<unknown>): Promise<T> {
      edit.catch(() => {});
      await held();
      await work();
      await release();
      return edit;
    }

    const summary = 'held';
    async function pageOf(title: string): Promise<{ lines: string[]; revisions: number }> {
      const page = one.page(title);
      const lines = ((await page.text()) ?? '').split('\n').filter((line) => line !== '');
      return { lines, revisions: (await collect(page.history())).length };
    }

    test.skipIf(skip)('both create the page', async () => {
      const edit = one.page('Created').append('\n* one', { summary });
      const made = await during(edit, () => other.page('Created').append('\n* other'));
      expect(await pageOf('Created')).toEqual({ lines: ['* other', '* one'], revisions: 2 });
      expect(made.oldrevid).toBeGreaterThan(0);
    });

    test.skipIf(skip)('both create the page, and the answer is lost', async () => {
      const edit = losing.page('Lost').append('\n* one', { summary });
      await during(edit, () => other.page('Lost').append('\n* other'));
      expect(await pageOf('Lost')).toEqual({ lines: ['* other', '* one'], revisions: 2 });
    });

    test.skipIf(skip)('a page that is to be created only is not saved over', async () => {
      const edit = one.page('Only').create('one', { summary });
      await expect(during(edit, () => other.page('Only').create('other'))).rejects.toMatchObject({
        code: 'articleexists',
      });
      expect(await pageOf('Only')).toEqual({ lines: ['other'], revisions: 1 });
    });

    test.skipIf(skip)('at different places', async () => {
      await one.page('Places').create('* a\n* b\n* c\n* d\n* e');
      const edit = losing.page('Places').append('\n* one', { summary });
      await during(edit, () => other.page('Places').edit((text) => `* other\n${text}`));
      expect(await pageOf('Places')).toEqual({
        lines: ['* other', '* a', '* b', '* c', '* d', '* e', '* one'],
        revisions: 3,
      });
    });

    test.skipIf(skip)('at different places, by a function, and the answer is lost', async () => {
      await one.page('Merged').create('* a\n* b\n* c\n* d\n* e');
      const edit = losing.page('Merged').edit((text) => text.replace('* b', '* one\n* b'), { summary });
      await during(edit, () => other.page('Merged').edit((text) => `${text}\n* other`));
      expect(await pageOf('Merged')).toEqual({
        lines: ['* a', '* one', '* b', '* c', '* d', '* e', '* other'],
        revisions: 3,
      });
    });

    test.skipIf(skip)('an edit comes after it was thought lost, and others were faster', async () => {
      await one.page('Late').create('* a\n* b\n* c\n* d\n* e');
      let late: Promise<Response> | undefined;
      let looks = 0;
      const fetch: NonNullable<WikiOptions['fetch']> = async (input, init) => {
        if (!late && typeof init.body === 'string' && init.body.includes('action=edit')) {
          late = globalThis.fetch(input, { ...init, signal: null });
          await held();
          await other.page('Late').append('\n* other');
          throw new TypeError('fetch failed');
        }
        const answer = await globalThis.fetch(input, init);
        if (input.includes('rvendid=') && looks++ === 0) {
          await release();
          await late;
        }
        return answer;
      };
      const client = createWiki(wiki.api, { userAgent, fetch, session: await one.session.save() });
      await client.page('Late').edit((text) => text.replace('* b', '* one\n* b'), { summary });
      expect(await pageOf('Late')).toEqual({
        lines: ['* a', '* one', '* b', '* c', '* d', '* e', '* other'],
        revisions: 3,
      });
      expect(looks).toBe(2);
    });
  },
);
