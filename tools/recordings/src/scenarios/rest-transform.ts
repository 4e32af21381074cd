import type { Json } from '../exchange.ts';
import type { Scenario } from '../scenario.ts';

/** /v1/transform/{wikitext,html}/to/{html,lint,wikitext}: only 1.43 has them. */
export const restTransform: Scenario = {
  name: 'plain',
  overlays: [],
  async play({ cookieless }) {
    const one = cookieless();
    const transform = (name: string, route: string, json: Json) =>
      one.rest(`rest-transform-${name}`, 'POST', `/v1/transform/${route}`, { json });
    await transform('wikitext-to-html', 'wikitext/to/html', { wikitext: "Hello '''x''' [[Main Page]]" });
    const titled = { wikitext: '{{PAGENAME}}', body_only: true };
    await transform('wikitext-to-html-title', 'wikitext/to/html/Lab_page', titled);
    await transform('wikitext-to-lint', 'wikitext/to/lint', { wikitext: '<b>unclosed' });
    await transform('html-to-wikitext', 'html/to/wikitext', { html: '<p>Hello <b>x</b></p>' });
    await transform('html-to-wikitext-title', 'html/to/wikitext/Lab_page', { html: '<p>y</p>' });
    await transform('missing-body-field', 'wikitext/to/html', {});
    await transform('unknown-format', 'wikitext/to/nosuch', { wikitext: 'x' });
    await transform('bad-title', 'wikitext/to/html/a%5Bb', { wikitext: 'x' });
    await transform('missing-revision', 'wikitext/to/html/Lab_page/99999', { wikitext: 'x' });

    const raw = (name: string, body: string, contentType: string) =>
      one.rest(`rest-transform-${name}`, 'POST', '/v1/transform/wikitext/to/html', {
        body,
        headers: { 'Content-Type': contentType },
      });
    await raw('bad-json', '{', 'application/json');
    await raw('form-encoded', 'wikitext=x', 'application/x-www-form-urlencoded');
    await raw('unsupported-type', 'x', 'text/plain');
    await one.rest('rest-transform-get', 'GET', '/v1/transform/wikitext/to/html');
  },
};
