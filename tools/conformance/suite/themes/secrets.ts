import { newPlace, type Answer } from '../place.ts';
import { rejection, type Suite } from '../suite.ts';

const password = 'pa$$ w+rd & hunter2';
const token = 'fedcba9876543210fedcba98765432105f5e1000+\\';
const cookie = 'c00kie-of-the-session';
const bearer = 'eyJhbGciOi.bearer.token';
const hidden = [password, token, cookie, bearer].flatMap((secret) => [secret, encodeURIComponent(secret)]);

/** All texts that can be reached from a value, whichever way somebody logs it. */
function everythingIn(value: unknown, depth = 0, seen = new Set<unknown>()): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (seen.has(value) || depth > 6) return '';
  seen.add(value);
  const own = Reflect.ownKeys(value).map((key) => {
    const property = Object.getOwnPropertyDescriptor(value, key)?.value as unknown;
    return `${String(key)}=${everythingIn(property, depth + 1, seen)}`;
  });
  const { message, stack } = value as Error;
  return [message, stack ?? '', JSON.stringify(value), ...own].join('\n');
}

const echo: readonly (readonly [what: string, answer: Answer])[] = [
  [
    'an error of the wiki',
    { body: { error: { code: 'odd', info: `You sent ${password} ${token} ${bearer} ${cookie}` } } },
  ],
  [
    'a web page',
    { headers: { 'content-type': 'text/html' }, body: `<title>${password} ${token}</title>${bearer} ${cookie}` },
  ],
  [
    'an error page',
    { status: 500, headers: { 'content-type': 'text/html' }, body: `${password} ${token} ${bearer} ${cookie}` },
  ],
  ['half an answer', { body: '{"a":', fault: 'cut' }],
  ['a redirect to another host', { status: 302, headers: { location: 'http://other.invalid/w/api.php' } }],
];

export function secrets({ theme, test, openAt, env }: Suite): void {
  theme('secrets', () => {
    for (const [what, answer] of echo) {
      test(`${what} that repeats what it was sent: no secret is in the error`, [], async (assert) => {
        const place = newPlace(env);
        const headers = { 'set-cookie': `wiki_session=${cookie}; path=/; HttpOnly` };
        const begun: Answer = { headers, body: { query: { tokens: { logintoken: token } } } };
        await place.play({ '/w/api.php': [begun, answer] });
        const { wiki, exchanges } = openAt(place.api, { bearer, timeout: 1000 });
        const error = await rejection(wiki.login({ username: 'Robot@lab', password }));
        const sent = (await place.seen()).map((request) => JSON.stringify(request)).join('');
        // in a page a token goes without the cookies of whoever sits there
        const all = sent.includes(bearer) && sent.includes(cookie) !== env.page;
        assert.true(all, 'there were secrets to tell');
        const told = everythingIn(error) + JSON.stringify(exchanges);
        // what a page has not sent it cannot take out of what a server says
        const kept = env.page ? hidden.filter((secret) => secret !== cookie) : hidden;
        assert.deepEqual(
          kept.filter((secret) => told.includes(secret)),
          [],
        );
      });
    }
  });
}
