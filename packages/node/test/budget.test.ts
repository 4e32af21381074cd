import { createWiki, type Wait, type WikiOptions } from '@mwkit/node';
import { createTestWiki } from '@mwkit/testwiki';
import { expect, test } from 'vitest';
import { userAgent } from './wikis.ts';

/** A wiki in memory behind a fetch that tells how many requests are under way, and when each began. */
function watched(options: Partial<WikiOptions> = {}) {
  const wiki = createTestWiki();
  const begun: { action: string; at: number }[] = [];
  let under = 0;
  const most = { all: 0, edits: 0 };
  let edits = 0;
  const client = createWiki(wiki.api, {
    userAgent,
    fetch: async (url, init) => {
      const isEdit = typeof init.body === 'string' && init.body.includes('action=edit');
      begun.push({ action: isEdit ? 'edit' : 'query', at: performance.now() });
      most.all = Math.max(most.all, ++under);
      if (isEdit) most.edits = Math.max(most.edits, ++edits);
      await new Promise((resolve) => setTimeout(resolve, begun.length === 1 ? 5 : 30));
      const response = await wiki.fetch(url, init);
      under--;
      if (isEdit) edits--;
      return response;
    },
    ...options,
  });
  const read = (): Promise<unknown> => client.get('query', { meta: 'userinfo' });
  const write = (n: number): Promise<unknown> => client.post('edit', { title: `Budget ${n}`, text: 'x' });
  return { wiki, client, begun, most, read, write };
}

test.each([
  [undefined, 4],
  [1, 1],
  [7, 7],
])('concurrency %s: %i calls at once, and one write', async (concurrency, expected) => {
  const { most, read, write } = watched({ concurrency });
  const numbers = Array.from({ length: 20 }, (_, n) => n);
  await Promise.all(numbers.map((n) => (n % 2 ? read() : write(n))));
  expect(most).toEqual({ all: expected, edits: 1 });
});

test('what one call is told to wait for, the others wait for too: none is sent before', async () => {
  const waits: Wait[] = [];
  const { wiki, client, begun, read } = watched({ concurrency: 2, onWait: (wait) => waits.push(wait) });
  // what is loaded with the first failure: until it is there, the calls of a line go on
  await client.rest.get('/v1/nothing').catch(() => {});
  begun.length = 0;
  let told = 0;
  wiki.intercept(() => (told++ === 0 ? new Response('', { status: 429, headers: { 'retry-after': '1' } }) : undefined));
  await Promise.all(Array.from({ length: 10 }, read));
  // the second was under way already, and longer so than the one that was told
  expect(begun).toHaveLength(11);
  const [first, , ...others] = begun;
  for (const { at } of others) expect(at - first!.at).toBeGreaterThan(990);
  expect(waits.map(({ code }) => code)).toContain('status');
});

test('a wiki that is read-only is still read; who may not wait is not made to', async () => {
  const { wiki, begun, client, read, write } = watched();
  wiki.intercept((_, { action }) =>
    action === 'edit' ? Response.json({ errors: [{ code: 'readonly', text: '' }] }) : undefined,
  );
  const controller = new AbortController();
  const waiting = client.post('edit', { title: 'Budget', text: 'x' }, { signal: controller.signal });
  const failed = waiting.catch((reason: unknown) => reason);
  while (!begun.some(({ action }) => action === 'edit')) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const behind = write(1);
  behind.catch(() => {});
  const started = performance.now();
  await read();
  // it is sent, and told by the wiki itself
  await expect(client.post('edit', { title: 'Budget', text: 'x' }, { maxWait: 0 })).rejects.toMatchObject({
    code: 'readonly',
  });
  expect(performance.now() - started).toBeLessThan(1000);
  controller.abort('enough');
  expect(await failed).toBe('enough');
}, 5000);

test('a thousand calls that are aborted leave the line at once', async () => {
  const { read, client } = watched({ concurrency: 1 });
  const controller = new AbortController();
  const calls = Array.from({ length: 1000 }, () =>
    client.get('query', { meta: 'userinfo' }, { signal: controller.signal }),
  );
  const ended = Promise.allSettled(calls);
  controller.abort('enough');
  const results = await ended;
  expect(results.every((result) => result.status === 'rejected' && result.reason === 'enough')).toBe(true);
  await read();
});
