import type { Scenario } from '../scenario.ts';

/** GET /v1/search/page and /v1/search/title. */
export const restSearch: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ cookieless }) {
    const one = cookieless();
    const search = (name: string, route: string, query: Record<string, string>) =>
      one.rest(`rest-search-${name}`, 'GET', `/v1/search/${route}`, { query });
    await search('page', 'page', { q: 'lab', limit: '2' });
    await search('title', 'title', { q: 'lab' });
    await search('none', 'title', { q: 'zzzz' });
    await search('missing-q', 'page', {});
    await search('empty-q', 'page', { q: '' });
    await search('limit-out-of-range', 'page', { q: 'lab', limit: '1000' });
    await search('limit-not-number', 'page', { q: 'lab', limit: 'x' });
  },
};
