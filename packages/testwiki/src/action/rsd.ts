import type { State } from '../state.ts';

/** Really Simple Discovery: what the `EditURI` link of a page leads to. https://www.mediawiki.org/wiki/API:Rsd */
export function rsd({ origin, scriptPath }: State): Response {
  const api = `${origin}${scriptPath}/api.php`;
  const body = `<?xml version="1.0"?><rsd version="1.0" xmlns="http://archipelago.phrasewise.com/rsd"><service><engineName>MediaWiki</engineName><engineLink>https://www.mediawiki.org/</engineLink><homePageLink>${origin}/wiki/Main_Page</homePageLink><apis><api name="MediaWiki" preferred="true" apiLink="${api}" blogID=""><settings><docs xml:space="preserve">https://www.mediawiki.org/wiki/Special:MyLanguage/API</docs><setting name="OAuth" xml:space="preserve">false</setting></settings></api></apis></service></rsd>`;
  return new Response(body, { headers: { 'Content-Type': 'application/rsd+xml; charset=utf-8' } });
}
