import { accounts } from '@mwkit/wiki';
import { at } from '../json.ts';
import type { Parameters } from '../recorder.ts';
import type { Scenario } from '../scenario.ts';

const title = 'Lab page';
const everything = 'ids|timestamp|user|comment|content|size|sha1|contentmodel';

/** prop=revisions: of pages by title and number, of one page in turn, single ones; in the new and the old form. */
export const revisions: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    const one = browser();
    const ask = (name: string, parameters: Parameters) =>
      one.get(`revisions-${name}`, { action: 'query', prop: 'revisions', ...parameters });
    const main = { rvprop: everything, rvslots: 'main' };
    for (const formatversion of ['1', '2']) {
      const fv = `fv${formatversion}`;
      await ask(`titles-${fv}`, { titles: `${title}|Café`, ...main, formatversion });
      const legacy = { titles: title, rvprop: everything, formatversion };
      await ask(`without-slots-${fv}`, legacy);
      // With formatversion=1 MediaWiki gives three pages, the greatest number being 2, as a list: so another page here.
      await ask(`missing-and-invalid-${fv}`, { titles: 'Nosuch|a[b|café', ...main, formatversion });
      await ask(`revids-missing-${fv}`, { revids: '3|99999', rvprop: 'ids|timestamp', formatversion });
    }
    await ask('default-props', { titles: title });
    await ask('all-slots', { titles: title, rvprop: `${everything}|roles`, rvslots: '*' });
    const ids = await ask('limit-1', { titles: title, rvlimit: '1', rvprop: 'ids|user|comment' });
    const goOn = at(ids, 'continue');
    if (typeof goOn !== 'object' || goOn === null) throw new Error('there is nothing to continue with');
    await ask('limit-1-continued', {
      titles: title,
      rvlimit: '1',
      rvprop: 'ids|user|comment',
      ...(goOn as Record<string, string>),
    });
    await ask('pageids', { pageids: JSON.stringify(at(ids, 'query', 'pages', 0, 'pageid')), ...main });
    await ask('revids', { revids: '2|3', ...main });
    await ask('limit-of-several-pages', { titles: `${title}|Café`, rvlimit: '2' });
    const alice = browser();
    await alice.signIn(accounts.user);
    await alice.post('revisions-by-post', { action: 'query', prop: 'revisions', titles: title, ...main });
  },
};
