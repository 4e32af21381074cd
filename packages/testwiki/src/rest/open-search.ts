import type { State } from '../state.ts';

/** GET /v1/search: how a browser can search this wiki. https://github.com/dewitt/opensearch */
export function openSearch({ origin, scriptPath, sitename }: State): Response {
  const url = (type: string, target: string): string =>
    `<Url type="${type}" method="get" template="${origin}${scriptPath}/${target}" />`;
  const name = `${sitename} (en)`;
  const body = `<?xml version="1.0"?><OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/" xmlns:moz="http://www.mozilla.org/2006/browser/search/"><ShortName>${name}</ShortName><Description>${name}</Description>${url('text/html', 'index.php?title=Special:Search&amp;search={searchTerms}')}${url('application/x-suggestions+json', 'api.php?action=opensearch&amp;search={searchTerms}&amp;namespace=0')}</OpenSearchDescription>`;
  const headers = { 'Content-Type': 'application/opensearchdescription+xml', 'Cache-Control': 'max-age=600' };
  return new Response(body, { headers });
}
