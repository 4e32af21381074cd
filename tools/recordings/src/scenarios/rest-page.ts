import { accounts } from '@mwkit/wiki';
import { header } from '../exchange.ts';
import type { FreshExchange } from '../recorder.ts';
import type { Scenario } from '../scenario.ts';

/** GET /v1/page/{title} and its /bare, /html and /with_html: formats, conditions, and titles in every spelling. */
export const restPages: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ cookieless }) {
    const one = cookieless();
    const get = (name: string, route: string, headers: Record<string, string> = {}) =>
      one.rest(`rest-${name}`, 'GET', `/v1/page/${route}`, { headers });
    const note = '1.43: a space is redirected to the underscore';
    await one.rest('rest-page', 'GET', '/v1/page/Lab%20page', { note });
    await get('page-underscore', 'Lab_page');
    await get('page-bare-space', 'Lab%20page/bare');
    await get('page-html-space', 'Lab%20page/html');
    await one.rest('rest-page-head-space', 'HEAD', '/v1/page/Lab%20page');
    const bare = await get('page-bare', 'Lab_page/bare');
    await get('page-bare-if-none-match-304', 'Lab_page/bare', ifChanged(bare));
    const html = await get('page-html', 'Lab_page/html');
    await get('page-html-304', 'Lab_page/html', ifChanged(html));
    await get('page-with-html', 'Lab_page/with_html');
    await get('page-if-modified-since', 'Lab_page', { 'If-Modified-Since': 'Fri, 20 Nov 2099 00:00:00 GMT' });
    await one.rest('rest-page-head', 'HEAD', '/v1/page/Lab_page');
    await get('page-slash-and-dot-encoded', 'A.b%2Fc');
    await get('page-accent', 'Caf%C3%A9');
    await get('page-lowercase-redirect', 'lab_page');
    await get('page-404', 'Nosuch');
    await get('page-404-de', 'Nosuch', { 'Accept-Language': 'de' });
    await get('page-invalid-title', 'a%5Bb');
    await one.rest('rest-method-405', 'DELETE', '/v1/page/Lab_page');
    await get('title-lowercase', 'lab_page');
    await get('title-trailing-space', 'Lab_page%20');
    await get('title-namespace-case', 'project:x');
    await get('title-redirect-query', 'Lab%20page?redirect=no');
    await get('page-html-stash', 'Lab_page/html?stash=true');
    await get('page-html-flavor', 'Lab_page/html?flavor=edit');
  },
};

function ifChanged({ response }: FreshExchange): Record<string, string> {
  return { 'If-None-Match': header(response.headers, 'ETag') ?? '' };
}

/** A page that redirects to another. */
export const restWikiRedirects: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser, cookieless }) {
    const alice = browser();
    await alice.signIn(accounts.user);
    const text = '#REDIRECT [[Lab page]]';
    await alice.post('edit-redirect-page', { action: 'edit', title: 'Redir', text, token: await alice.token() });
    const one = cookieless();
    await one.rest('rest-wiki-redirect', 'GET', '/v1/page/Redir');
    await one.rest('rest-wiki-redirect-bare', 'GET', '/v1/page/Redir/bare');
    await one.rest('rest-wiki-redirect-html', 'GET', '/v1/page/Redir/html');
    await one.rest('rest-wiki-redirect-html-no', 'GET', '/v1/page/Redir/html?redirect=no');
    await one.rest('rest-wiki-redirect-with-html', 'GET', '/v1/page/Redir/with_html');
  },
};
