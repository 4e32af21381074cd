import { createWiki } from '@mwkit/node';
import { createTestWiki } from '@mwkit/testwiki';
import { describe, expect, test } from 'vitest';
import { botPasswords, userAgent } from './wikis.ts';

const credentials = { username: botPasswords.bot.name, password: botPasswords.bot.password };

/** A wiki with a module `thing` of an extension, which must be POSTed with a csrf token. */
function wikiWithThing() {
  const wiki = createTestWiki();
  const parameters = [{ name: 'token', type: 'string', tokentype: 'csrf', required: true, sensitive: true }];
  let asked = 0;
  wiki.intercept(async (request, { action }) => {
    if (action === 'thing') return Response.json({ thing: { method: request.method, sent: await request.text() } });
    if (action !== 'paraminfo') return undefined;
    // asserted in a session that has ended: the wiki refuses it
    const signedIn = /BPsession/.test(request.headers.get('cookie') ?? '');
    if (/assertuser=/.test(request.url) && !signedIn) return undefined;
    asked++;
    await new Promise((resolve) => setTimeout(resolve, 30));
    return Response.json({
      paraminfo: { modules: [{ name: 'thing', prefix: 'th', mustbeposted: true, writerights: true, parameters }] },
    });
  });
  return { wiki, asked: () => asked };
}

describe('a module that the spec does not know', () => {
  test('is asked of the wiki once: its method, and its token under its own name', async () => {
    const { wiki, asked } = wikiWithThing();
    const client = createWiki(wiki.api, { userAgent, fetch: wiki.fetch });
    const answers = await Promise.all([client.call('thing', { thwhat: 'x' }), client.call('thing', { thwhat: 'y' })]);
    for (const { thing } of answers) {
      expect(thing).toMatchObject({ method: 'POST', sent: expect.stringMatching(/thwhat=[xy].*thtoken=%2B%5C/) });
    }
    expect(asked()).toBe(1);
  });

  test('one caller that gives up does not take the answer from another', async () => {
    const { wiki } = wikiWithThing();
    const client = createWiki(wiki.api, { userAgent, fetch: wiki.fetch });
    const controller = new AbortController();
    const impatient = client.call('thing', {}, { signal: controller.signal });
    const patient = client.call('thing');
    controller.abort();
    await expect(impatient).rejects.toThrow(/abort/i);
    expect((await patient)['thing']).toMatchObject({ method: 'POST' });
  });

  test('after the session was lost it is asked in the renewed one', async () => {
    const { wiki } = wikiWithThing();
    const client = createWiki(wiki.api, { userAgent, fetch: wiki.fetch, credentials });
    await client.login();
    client.session.resume({ ...(await client.session.save()), cookies: [] });
    expect((await client.call('thing'))['thing']).toMatchObject({ method: 'POST' });
  });
});
