import type { Wiki } from '@mwkit/node';

const letters = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];

/** Pages `Seed A` to `Seed G`, full of links, categories and the like, each with two revisions; and five redirects. */
export async function seed(wiki: Wiki): Promise<void> {
  const all = (form: (letter: string) => string) => letters.map(form).join(' ');
  await wiki.post('edit', { title: 'Template:Seed', text: 'seeded {{{1|}}}' });
  await wiki.post('edit', { title: 'Template:Seed too', text: 'seeded too' });
  for (const [n, letter] of letters.entries()) {
    const text = [
      all((other) => `[[Seed ${other}]]`),
      `[[Seed red ${letter}]] [[mw:Help:${letter}]] [[mw:API:${letter}]] [[meta:${letter}]]`,
      `{{Seed|${letter}}} {{Seed too}} https://one.example/${letter} https://two.example/${letter}`,
      `[[File:Seed ${letter}.png]] [[File:Seed.png]]`,
      letters.slice(0, n + 1).reduce((text, other) => `${text} [[Category:Seed ${other}]]`, '[[Category:Seeds]]'),
    ].join('\n');
    await wiki.post('edit', { title: `Seed ${letter}`, text: 'before' });
    await wiki.post('edit', { title: `Seed ${letter}`, text, summary: `seed ${letter}` });
  }
  for (const letter of letters.slice(0, 5)) {
    await wiki.post('edit', { title: `Seed to ${letter}`, text: `#REDIRECT [[Seed ${letter}]]` });
  }
  await wiki.post('edit', {
    title: 'List of seeds',
    text: all((letter) => `[[Seed to ${letter}]] [[Seed ${letter}]]`),
  });
}

/** Queries of every kind: lists, generators, one and several props, titles; and mixtures of them. */
export const combinations: readonly { readonly [parameter: string]: string | number | boolean }[] = [
  { list: 'allpages' },
  { list: 'allusers' },
  { list: 'allcategories', acprefix: 'Seed' },
  { list: 'backlinks', bltitle: 'Seed A' },
  { list: 'usercontribs', ucuser: 'Admin', ucprop: 'ids|title|comment' },
  { list: 'categorymembers|allpages', cmtitle: 'Category:Seeds', apprefix: 'Seed' },
  { generator: 'allpages', prop: 'info' },
  { generator: 'allpages', gapprefix: 'Seed', prop: 'links' },
  { generator: 'allpages', gapprefix: 'Seed', prop: 'info|links|categories|revisions' },
  { generator: 'allpages', gapprefix: 'Seed', prop: 'extlinks|iwlinks|images', list: 'allcategories' },
  { generator: 'allpages', gapprefix: 'Seed', prop: 'contributors|pageprops|linkshere' },
  { generator: 'categorymembers', gcmtitle: 'Category:Seeds', prop: 'templates|categories' },
  { generator: 'links', titles: 'Seed B', prop: 'linkshere|info' },
  { generator: 'categories', titles: 'Seed G', prop: 'categoryinfo|info' },
  { generator: 'backlinks', gbltitle: 'Seed C', prop: 'redirects|links' },
  { generator: 'embeddedin', geititle: 'Template:Seed', prop: 'images|revisions', rvprop: 'comment|ids' },
  { generator: 'allredirects', prop: 'info' },
  { generator: 'links', titles: 'List of seeds', redirects: true, prop: 'links|templates' },
  { titles: 'seed_A|seed to B|Seed to C|Nowhere|<bad>|mw:X', redirects: true, prop: 'links|categories|info' },
  { titles: 'Template:Seed|Template:Seed too', prop: 'transcludedin', meta: 'userinfo', list: 'allusers' },
  { titles: 'Seed A', prop: 'revisions|links', rvlimit: 'max', rvprop: 'ids|comment' },
];

/** Those that testwiki can answer. */
export const known: RegExp =
  /^\{("list":"(allpages|allusers)"\}|"generator":"allpages",("gapprefix":"Seed",)?"prop":"info")/;
