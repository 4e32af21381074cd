import type { Scenario } from '../scenario.ts';

const badtoken = { action: 'edit', title: 'Lab page', appendtext: 'x', token: 'bad+\\' };
const unrecognised = { action: 'query', nosuch: '1', meta: 'tokens', type: 'csrf|nosuch' };

/** One error and one warning in every errorformat, and in other languages. */
export const errorFormats: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    const one = browser();
    for (const errorformat of ['bc', 'plaintext', 'html', 'wikitext', 'raw', 'none']) {
      for (const formatversion of ['1', '2']) {
        const name = `error-badtoken-errorformat-${errorformat}-fv${formatversion}`;
        await one.post(name, { ...badtoken, errorformat, formatversion });
      }
      await one.get(`warning-unrecognised-errorformat-${errorformat}-fv2`, { ...unrecognised, errorformat });
    }
    await one.get('warning-unrecognised-errorformat-bc-fv1', { ...unrecognised, formatversion: '1' });
    await one.post('error-errorlang-de', { ...badtoken, errorformat: 'plaintext', errorlang: 'de' });
    await one.post('error-uselang-de-bc', { ...badtoken, uselang: 'de' });
    const localised = { errorformat: 'html', errorsuselocal: '1', errorlang: 'uselang', uselang: 'fr' };
    await one.post('error-errorsuselocal', { ...badtoken, ...localised });
    await one.post('multi-error-parse-html', {
      action: 'query',
      meta: 'tokens',
      type: 'a|b',
      uselang: 'de',
      errorformat: 'html',
      errorlang: 'uselang',
      foo: '1',
    });
  },
};

/** Answers in other formats than JSON, and other methods than GET and POST. */
export const formatsAndMethods: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ browser }) {
    const one = browser();
    const query = (name: string, parameters: Record<string, string | null>) =>
      one.get(name, { action: 'query', ...parameters });
    await query('error-unknown-format', { format: 'nosuch' });
    await query('error-format-missing-html', { format: null, formatversion: null });
    await query('format-xml', { meta: 'tokens', format: 'xml', formatversion: null });
    await query('error-formatversion-invalid', { formatversion: '3' });
    await query('formatversion-latest', { meta: 'userinfo', formatversion: 'latest' });
    await query('format-json-ascii', { titles: 'Café', ascii: '1' });
    await query('format-json-utf8-fv1', { titles: 'Café', utf8: '1', formatversion: '1' });
    await query('error-toomanyvalues', { titles: Array.from({ length: 51 }, (_, index) => index).join('|') });
    await query('error-invalid-title', { titles: 'a#b|<>|A]' });
    const path = '/w/api.php?action=query&format=json&formatversion=2&titles=%FF%FE';
    await one.send('error-bad-utf8', { method: 'GET', path });

    const json = { format: 'json', formatversion: '2', action: 'query' };
    const send = (name: string, method: string, more: Record<string, string> = {}) =>
      one.send(name, { method, path: '/w/api.php', query: { ...json, ...more } });
    await send('http-head', 'HEAD', { meta: 'siteinfo' });
    await send('http-options-no-origin', 'OPTIONS');
    await one.send('http-put', {
      method: 'PUT',
      path: '/w/api.php',
      query: { ...json, meta: 'tokens' },
      headers: { 'Content-Type': 'text/plain' },
      body: 'x=1',
    });
    await send('http-delete', 'DELETE');
    await one.send('http-pathinfo-404', { method: 'GET', path: '/w/api.php/nosuch', query: json });
    await browser().get('http-gzip', { action: 'query', meta: 'siteinfo' }, { headers: { 'Accept-Encoding': 'gzip' } });
    await browser().get('http-no-user-agent', { action: 'query' }, { headers: { 'User-Agent': '' } });
  },
};
