import type { Scenario } from '../scenario.ts';

// The revisions of the page that every wiki here has.
const before = 2;
const latest = 3;

/** GET /v1/revision/{id} and its /bare, /html, /with_html and /compare. */
export const restRevisions: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ cookieless }) {
    const one = cookieless();
    const get = (name: string, route: string) => one.rest(`rest-${name}`, 'GET', `/v1/revision/${route}`);
    await get('revision', `${latest}`);
    await get('revision-bare', `${latest}/bare`);
    await get('revision-html', `${latest}/html`);
    await get('revision-with-html', `${latest}/with_html`);
    await get('revision-404', '99999');
    await get('revision-bad-id', 'abc');
    await get('compare', `${before}/compare/${latest}`);
    await get('compare-200', `${before}/compare/${latest}`);
    await get('compare-404', `${latest}/compare/99999`);
  },
};

/** GET /v1/page/{title}/history, /history/counts, /links, and /v1/file. */
export const restHistory: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ cookieless }) {
    const one = cookieless();
    const get = (name: string, route: string, query: Record<string, string> = {}) =>
      one.rest(`rest-${name}`, 'GET', `/v1/page/${route}`, { query });
    await get('history', 'Lab_page/history');
    await get('history-space', 'Lab%20page/history');
    await get('history-lowercase', 'lab_page/history');
    await get('history-filter', 'Lab_page/history', { filter: 'minor' });
    await get('history-bad-filter', 'Lab_page/history', { filter: 'zz' });
    await get('history-older-and-newer', 'Lab_page/history', { older_than: '1', newer_than: '2' });
    await get('history-counts', 'Lab_page/history/counts/edits');
    await get('history-counts-bad-type', 'Lab_page/history/counts/zz');
    await get('links-language', 'Lab_page/links/language');
    await get('links-media', 'Lab_page/links/media');
    await get('links-media-space', 'Lab%20page/links/media');
    await one.rest('rest-file-404', 'GET', '/v1/file/Nosuch.jpg');
  },
};
