import { newPlace, nothing } from '../place.ts';
import { newTitle, type Suite } from '../suite.ts';

/** The parts of a multipart/form-data body, by name (RFC 7578). */
function parts(body: string, contentType = ''): Map<string, { head: string; content: string }> {
  const boundary = /^multipart\/form-data; ?boundary="?([^";]+)"?$/.exec(contentType)?.[1] ?? 'no boundary';
  return new Map(
    body
      .split(`--${boundary}`)
      .slice(1, -1)
      .map((part) => {
        const [, head = '', content = ''] = /^\r\n(.*?)\r\n\r\n(.*)\r\n$/s.exec(part) ?? [];
        return [/\bname="([^"]*)"/.exec(head)?.[1] ?? '', { head, content }];
      }),
  );
}

export function files({ theme, test, open, openAt, env }: Suite): void {
  theme('files', () => {
    test('a Blob makes the body multipart/form-data, whose boundary the runtime names', [], async (assert) => {
      const place = newPlace(env);
      await place.play({ '/w/api.php': [nothing] });
      const { wiki, exchanges } = openAt(place.api);
      const file = new Blob(['one ', 'two €'], { type: 'text/plain' });
      await wiki.post('takesfile', { filename: 'Ä.txt', file, tags: ['a', 'b'], stash: true, watch: false });
      const sent = (await place.seen()).at(-1);
      const form = parts(sent?.body ?? '', sent?.headers['content-type']);
      assert.equal(sent?.method, 'POST');
      assert.equal(form.get('file')?.content, 'one two €');
      assert.true(/filename="blob"/.test(form.get('file')?.head ?? ''), 'PHP knows a file by its having a name');
      assert.equal(form.get('filename')?.content, 'Ä.txt');
      assert.equal(form.get('tags')?.content, 'a|b');
      assert.equal(form.get('stash')?.content, '1');
      assert.equal(form.get('action')?.content, 'takesfile');
      assert.false(form.has('watch'));
      const told = new URLSearchParams(exchanges.at(-1)?.sent);
      assert.equal(told.get('filename'), 'Ä.txt');
      assert.equal(told.get('file'), '[11 bytes]');
    });

    test('a File keeps its name', [], async (assert) => {
      const place = newPlace(env);
      await place.play({ '/w/api.php': [nothing] });
      const file = new File(['x'], 'holiday.png', { type: 'image/png' });
      await openAt(place.api).wiki.post('takesfile', { filename: 'Holiday.png', file });
      const sent = (await place.seen()).at(-1);
      const { head = '' } = parts(sent?.body ?? '', sent?.headers['content-type']).get('file') ?? {};
      assert.true(head.includes('filename="holiday.png"'), head);
      assert.true(/content-type: image\/png/i.test(head), head);
    });

    test('sent again after a wait, it is whole again', [], async (assert) => {
      const place = newPlace(env);
      const lagged = {
        headers: { 'retry-after': '0' },
        body: { errors: [{ code: 'maxlag', text: 'Waiting for a server' }] },
      };
      await place.play({ '/w/api.php': [nothing, lagged, nothing] });
      await openAt(place.api, { maxWait: 5000 }).wiki.post('takesfile', {
        filename: 'A.png',
        file: new Blob(['whole']),
      });
      const [, first, second] = await place.seen();
      for (const sent of [first, second]) {
        const form = parts(sent?.body ?? '', sent?.headers['content-type']);
        assert.equal(form.get('file')?.content, 'whole');
      }
    });

    test('uploaded from a stream, in pieces, and from a Blob, at once', ['user', 'uploads'], async (assert) => {
      const { wiki, exchanges } = open();
      await wiki.login({ username: env.people.user!.name, password: env.people.user!.password });
      for (const [size, count] of [
        [5000, 4],
        [300, 1],
      ] as const) {
        const filename = `${newTitle('file')}.png`;
        const file = picture(size, filename);
        const before = exchanges.length;
        const progress: number[] = [];
        const outcome = await wiki.upload(size === 300 ? file : file.stream(), {
          filename,
          size,
          chunkSize: 2000,
          onProgress: ({ sent }) => progress.push(sent),
        });
        assert.equal(outcome.result, 'Success');
        const hash = new Uint8Array(await crypto.subtle.digest('SHA-1', await file.arrayBuffer()));
        const sha1 = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
        assert.equal(outcome.result === 'Success' && outcome.imageinfo?.sha1, sha1);
        assert.equal(exchanges.slice(before).filter(({ purpose }) => purpose === 'action=upload').length, count);
        assert.equal(progress.at(-1), size);
      }
    });
  });
}

/** A picture of one pixel, with so many bytes after its end, which no two files share. */
function picture(size: number, seed: string): Blob {
  const pixel = atob(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  );
  const text = seed.repeat(size).slice(0, size - pixel.length);
  return new Blob([Uint8Array.from(pixel + text, (character) => character.charCodeAt(0))]);
}
