import type { TestWiki, TestWikiOptions } from '@mwkit/testwiki';

const authorize = '/identity-provider';

const returned = (name: string) => ({ type: 'string' as const, label: name, help: '', optional: true });

/** An identity provider: Ada is known to the wiki, everybody else is not, and may link who they are or create an account. */
export const provider: Pick<TestWikiOptions, 'externalLogin' | 'confirmLink'> = {
  confirmLink: true,
  externalLogin: [
    {
      button: 'playgroundprovider',
      label: 'Sign in with the Playground ID',
      help: 'Goes to a page of an identity provider and comes back',
      authorize,
      returns: {
        id: 'PlaygroundProviderReturn',
        required: 'optional',
        fields: { code: returned('code'), state: returned('state'), error: returned('error') },
        lenient: true,
      },
      name: 'Playground ID',
      linkId: 'PlaygroundLink',
      links: { ada: 'Ada' },
    },
  ],
};

/** The provider's page, where one says who one is. What is chosen there the wiki's own provider carries out. */
export function withProviderPage(fetch: TestWiki['fetch']): TestWiki['fetch'] {
  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const chosen = url.searchParams.has('user') || url.searchParams.has('deny');
    if (url.pathname !== authorize || chosen) return fetch(request);
    return new Response(page(url), { headers: { 'content-type': 'text/html; charset=utf-8' } });
  };
}

function page(url: URL): string {
  const link = (name: string, value: string, text: string): string => {
    const target = new URL(url);
    target.searchParams.set(name, value);
    return `<li><a href="${target.href.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">${text}</a></li>`;
  };
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width" />
<title>Playground ID</title>
<style>:root{color-scheme:light dark;font:1rem/1.6 sans-serif}body{max-width:30rem;margin:4rem auto;padding:0 1rem}</style>
<h1>Playground ID</h1>
<p>This is the page of an identity provider. Who are you?</p>
<ul>
${link('user', 'ada', 'Ada, whom the wiki knows')}
${link('user', 'newcomer', 'A newcomer, whom it does not')}
${link('deny', '1', 'Nobody: refuse')}
</ul>
</html>`;
}
