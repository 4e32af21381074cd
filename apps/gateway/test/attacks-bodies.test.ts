// Bodies that are too large, too slow, cut off, of another length than is said, or costly to read.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectNoSecrets, listen, outcome, type Target, watchConsole, written } from './attacker.ts';
import { app, open, type Opened } from './gateway.ts';
import { signInVictim, type Victim } from './victim.ts';

const said = watchConsole();
const headers = ['host: gateway.example', `origin: ${app}`];
const form = 'content-type: application/x-www-form-urlencoded';
const secret = 'secret-of-a-body';

let opened: Opened;
let target: Target;
let victim: Victim;
let reached = 0;
beforeAll(async () => {
  opened = open({}, { limits: { body: 200_000, bodyTime: 250 } });
  victim = await signInVictim(opened);
  opened.testwiki.intercept(async () => void reached++);
  target = await listen(opened.ask);
});
afterAll(() => target[Symbol.asyncDispose]());

/** A request to the Action API that keeps its connection, as far as to its body. */
const head = (...more: readonly string[]): string =>
  ['POST /test/api.php HTTP/1.1', ...headers, form, ...more, '', ''].join('\r\n');

test('a length that is too large is refused before the body comes', async () => {
  reached = 0;
  using connection = await target.open();
  connection.write(head('content-length: 99999999999'));
  expect(outcome(await connection.until(/\r\n0\r\n/u))).toBe('413 gateway-too-large');
  expect(reached).toBe(0);
});

test('a body without an end', async () => {
  reached = 0;
  using connection = await target.open();
  connection.write(head('transfer-encoding: chunked'));
  const chunk = `4000\r\n${secret.repeat(1024)}\r\n`;
  for (let sent = 0; sent < 15; sent++) connection.write(chunk);
  expect(outcome(await connection.until(/\r\n0\r\n/u))).toBe('413 gateway-too-large');
  expect(reached).toBe(0);
});

test('a body that comes drop by drop, or not at all: the connection ends', async () => {
  reached = 0;
  using silent = await target.open();
  using slow = await target.open();
  const began = Date.now();
  silent.write(head('content-length: 100'));
  slow.write(head('content-length: 100'));
  const drops = setInterval(() => slow.write('a'), 20);
  try {
    for (const connection of [silent, slow]) expect(outcome(await connection.ended)).toBe('408 gateway-too-slow');
  } finally {
    clearInterval(drops);
  }
  expect(Date.now() - began).toBeLessThan(5000);
  expect(reached).toBe(0);
});

test('a body that breaks off is no fault of the gateway, and nothing of it is sent', async () => {
  reached = 0;
  const before = opened.log.length;
  const connection = await target.open();
  connection.write(head('content-length: 100', 'expect: 100-continue'));
  await connection.until(/ 100 /u);
  connection.write(`action=query&a=${secret}`);
  connection[Symbol.dispose]();
  await expect.poll(() => opened.log.length).toBe(before + 1);
  expect(opened.log.at(-1)).toMatchObject({ event: 'refused', code: 'gateway-too-slow' });
  expect(reached).toBe(0);
});

test('two lengths: what one takes for the next request, the other must not take for the body', async () => {
  reached = 0;
  const next = `GET /test/sign-out HTTP/1.1\r\n\r\n`;
  for (const lengths of [
    ['content-length: 5', 'transfer-encoding: chunked'],
    ['content-length: 5', 'content-length: 6'],
    ['transfer-encoding: chunked', 'transfer-encoding: identity'],
    ['transfer-encoding: xchunked'],
    ['transfer-encoding : chunked'],
    ['content-length: +5'],
    ['content-length: 5, 5'],
  ]) {
    const answer = await target.raw(head(...lengths, 'connection: close') + `0\r\n\r\n${next}`);
    expect(outcome(answer), lengths.join()).toBe('400');
    expect(answer.match(/^HTTP/gmu)).toHaveLength(1);
  }
  expect(reached).toBe(0);
  // what follows a body of the length that is said is a request of its own, without a page behind it
  const answer = await target.raw(
    head('content-length: 12') + `action=query${written('POST /test/sign-out', headers.slice(0, 1))}`,
  );
  expect(answer.match(/^HTTP\/1\.1 \d+/gmu)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 403']);
});

test('what is costly to read is refused before it is read', async () => {
  reached = 0;
  const post = (path: string, type: string, body: string, ...more: string[]) =>
    target.raw(written(`POST ${path}`, [...headers, `content-type: ${type}`, `content-length: ${body.length}`, ...more], body)); // prettier-ignore
  // before it is seen that they are all the same
  const many = await post('/test/api.php', form.slice(14), `action=query&${'a=&'.repeat(60_000)}`);
  expect(outcome(many)).toBe('400 gateway-parameter-refused');
  expect(many).toContain('There are too many parameters.');
  const part = '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n';
  const parts = (type: string, ...more: string[]) => post('/test/api.php?action=query', type, `${part.repeat(3000)}--b--\r\n`, ...more); // prettier-ignore
  expect(outcome(await parts('multipart/form-data; boundary=b'))).toBe('401 gateway-not-signed-in');
  const cookie = `cookie: ${victim.cookie}`;
  expect(outcome(await parts('multipart/form-data; boundary=b', cookie))).toBe('400 gateway-parameter-refused');
  expect(outcome(await parts('multipart/form-data', cookie))).toBe('400 gateway-parameter-refused');
  const deep = `{"title":${'['.repeat(90_000)}${']'.repeat(90_000)}}`;
  expect(outcome(await post('/test/rest.php/v1/page', 'application/json', deep, cookie))).toBe(
    '400 gateway-parameter-refused',
  );
  expect(outcome(await post('/test/token', 'application/json', deep))).toBe('413 gateway-too-large');
  expect(outcome(await post('/test/token', 'application/json', '[]'))).toBe('400 gateway-parameter-refused');
  expect(outcome(await post('/test/token', 'application/json', `{"code":"${secret}`))).toBe(
    '400 gateway-parameter-refused',
  );
  const zipped = await post('/test/api.php', form.slice(14), 'action=query', 'content-encoding: gzip');
  expect(outcome(zipped)).toBe('200');
  expect(reached).toBe(1);
});

test('and all the while the victim is who she is, and nothing secret is written down', async () => {
  await victim.isUntouched();
  expectNoSecrets([opened.log, said], [secret, ...victim.secrets()]);
  expect(said).toEqual([]);
  expect(opened.log.filter(({ event }) => event === 'fault')).toEqual([]);
});
