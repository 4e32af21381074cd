import { accounts } from '@mwkit/wiki';
import { at, textAt } from '../json.ts';
import type { Scenario } from '../scenario.ts';

/** Which pages a query is about: by redirects, and titles of other wikis. */
export const pageSets: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    const one = browser();
    const titles = 'MW:api|wikipedia: Foo_bar#x|Main Page';
    await one.get('titles-interwiki', { action: 'query', titles });

    const alice = browser();
    await alice.signIn(accounts.user);
    const token = await alice.token();
    const redirects = {
      'Way 1': 'Way 2#part',
      'Way 2': 'Main Page',
      'Way 3': 'Way 4',
      'Way 4': 'Way 3',
      'Way 5': 'mw:API#x',
    };
    for (const [title, target] of Object.entries(redirects)) {
      await alice.post(undefined, { action: 'edit', title, text: `#REDIRECT [[${target}]]`, token });
    }
    const follow = { action: 'query', redirects: '1', prop: 'info', inprop: 'protection|url' };
    await alice.get('titles-redirects', { ...follow, titles: 'way 1|Way 3|Way 5|Nosuchpage' });
  },
};

/** With `basetimestamp` what the same account has saved since does not count; with `baserevid` alone it does. */
export const ownConflicts: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    const alice = browser();
    await alice.signIn(accounts.user);
    const page = { action: 'edit', title: 'Own conflicts', token: await alice.token() };
    const created = await alice.post(undefined, { ...page, text: 'one' });
    await alice.post(undefined, { ...page, text: 'two' });
    const baserevid = `${at(created, 'edit', 'newrevid') as number}`;
    await alice.post('edit-conflict-own-baserevid', { ...page, text: 'three', baserevid });
    await alice.post('edit-conflict-own-append', { ...page, appendtext: ' and three', baserevid });
    const basetimestamp = textAt(created, 'edit', 'newtimestamp');
    await alice.post('edit-conflict-own-basetimestamp', { ...page, text: 'four', baserevid, basetimestamp });
  },
};

/** A base that no revision is: a page can be made with it, and not changed. The text that is there already is no conflict since 1.43. */
export const noBase: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    const alice = browser();
    await alice.signIn(accounts.user);
    const page = { action: 'edit', title: 'No base', token: await alice.token() };
    const none = { baserevid: '-1' };
    const created = await alice.post('edit-create-no-base', { ...page, ...none, text: 'one', createonly: '1' });
    await alice.post('edit-conflict-no-base', { ...page, ...none, text: 'one' });
    await alice.post('edit-conflict-no-base-append', { ...page, ...none, appendtext: ' and two' });
    await alice.post(undefined, { ...page, text: 'two' });
    const baserevid = `${at(created, 'edit', 'newrevid') as number}`;
    await alice.post('edit-conflict-same-text', { ...page, text: 'two', baserevid });
  },
};
