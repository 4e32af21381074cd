import { findApi } from '@mwkit/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve } from './server.ts';
import { start, type TestedWiki, userAgent, wikis } from './wikis.ts';

const page = (link: string) => `<!DOCTYPE html><html><head><title>A page</title>${link}</head></html>`;

describe('findApi', () => {
  test('takes the URL of an api.php as it is, with no request', async () => {
    expect(await findApi('https://wiki.example/w/api.php?action=help#x', { userAgent })).toBe(
      'https://wiki.example/w/api.php',
    );
  });

  test.each([
    ['in double quotes', '<link rel="EditURI" type="application/rsd+xml" href="/w/api.php?action=rsd">'],
    ['in single quotes, the other way round', "<link href='/w/api.php?action=rsd' rel='EditURI'/>"],
    ['without quotes', '<link rel=EditURI href=/w/api.php?action=rsd>'],
    [
      'after other links',
      '<link rel="icon" href="/favicon.ico"><LINK REL="EditURI" HREF="/w/api.php?x=1&amp;action=rsd">',
    ],
  ])('reads the link %s', async (_, link) => {
    await using server = await serve((_request, response) => response.end(page(link)));
    expect(await findApi(`${server.origin}/wiki/Any_Page?useskin=x`, { userAgent })).toBe(server.api);
    expect(server.seen).toMatchObject([
      { method: 'GET', path: '/wiki/Any_Page?useskin=x', headers: { 'user-agent': userAgent } },
    ]);
  });

  test('follows redirects, also to another origin, which is then the wiki', async () => {
    await using wiki = await serve((_, response) =>
      response.end(page('<link rel="EditURI" href="/w/api.php?action=rsd">')),
    );
    await using old = await serve((_, response) => response.writeHead(301, { location: `${wiki.origin}/wiki/` }).end());
    expect(await findApi(old.origin, { userAgent })).toBe(wiki.api);
  });

  test('does not believe a link to another host: credentials would follow', async () => {
    await using server = await serve((_, response) =>
      response.end(page('<link rel="EditURI" href="https://evil.example/api.php?action=rsd">')),
    );
    await expect(findApi(server.origin, { userAgent })).rejects.toMatchObject({
      name: 'HttpError',
      code: 'not-mediawiki',
    });
  });

  test('a page of something else', async () => {
    await using server = await serve((_, response) => response.end(page('')));
    await expect(findApi(server.origin, { userAgent })).rejects.toThrow(/not a MediaWiki page.*api\.php/);
  });

  test.each([['ftp://wiki.example/'], ['https://me:secret@wiki.example/'], ['http://']])(
    '%s is refused',
    async (url) => {
      await expect(findApi(url, { userAgent })).rejects.toMatchObject({ name: 'UsageError', code: 'bad-api-url' });
    },
  );
});

describe.for(wikis.filter(({ kind }) => kind !== 'testwiki'))('findApi on a real $kind', ({ kind, skip }) => {
  let wiki: TestedWiki;
  beforeAll(async () => {
    if (!skip) wiki = await start(kind);
  });
  afterAll(() => wiki?.[Symbol.asyncDispose]());

  test.skipIf(skip)('from its home page and from any page', async () => {
    const { origin } = new URL(wiki.api);
    for (const place of [origin, `${origin}/wiki/Lab_page`, `${origin}/w/index.php?title=A.b/c&action=history`]) {
      expect(await findApi(place, { userAgent })).toBe(wiki.api);
    }
  });
});
