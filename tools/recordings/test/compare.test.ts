import { expect, test } from 'vitest';
import { compareExchanges } from '../src/compare.ts';
import type { Exchange, Json } from '../src/exchange.ts';

const answer = (body: Json, status = 200, type = 'application/json; charset=utf-8'): Exchange => ({
  name: 'example',
  request: { method: 'GET', url: 'http://wiki.example/w/api.php' },
  response: { status, headers: [['Content-Type', type]], body },
});
const differences = (recorded: Exchange, fresh: Exchange) =>
  compareExchanges(recorded, fresh).map(({ what, recorded: was, fresh: is }) => `${what}: ${was} -> ${is}`);

test('other texts, ids, times and orders are no difference', () => {
  const before = answer({ login: { result: 'Success', lguserid: 3 }, pages: { 12: { title: 'A' } }, list: [1, 2] });
  const after = answer({ pages: { 7: { title: 'B' } }, list: [5], login: { lguserid: 9, result: 'Success' } });
  expect(differences(before, after)).toEqual([]);
  expect(differences(answer('<p>one</p>', 200, 'text/html'), answer('<p>two</p>', 200, 'text/html'))).toEqual([]);
});

test('status, content type and codes', () => {
  const before = answer({ error: { code: 'badtoken', info: 'x' } });
  expect(differences(before, answer({ error: { code: 'badtoken', info: 'y' } }, 403))).toEqual(['status: 200 -> 403']);
  expect(differences(before, answer({ error: { code: 'notoken', info: 'x' } }))).toEqual([
    'code error.code: badtoken -> notoken',
  ]);
  const step = (status: string, messagecode: string) => answer({ createaccount: { status, messagecode } });
  expect(differences(step('FAIL', 'userexists'), step('UI', 'captcha-createaccount-fail'))).toEqual([
    'code createaccount.status: FAIL -> UI',
    'code createaccount.messagecode: userexists -> captcha-createaccount-fail',
  ]);
  const validity = (code: string) => answer({ validatepassword: { validity: 'Change', validitymessages: [{ code }] } });
  expect(differences(validity('passwordtooshort'), validity('passwordincommonlist'))).toEqual([
    'code validatepassword.validitymessages.0.code: passwordtooshort -> passwordincommonlist',
  ]);
  expect(differences(answer('', 200, 'text/html'), answer('', 200, 'text/html;charset=UTF-8'))).toEqual([
    'content type: text/html -> text/html;charset=utf-8',
  ]);
});

test('keys and types', () => {
  const before = answer({ edit: { result: 'Success', new: true, pageid: 4 }, rights: ['read'] });
  expect(differences(before, answer({ edit: { result: 'Success', new: '', oldrevid: 0 }, rights: [] }))).toEqual([
    'shape .edit.new: boolean -> string',
    'shape .edit.pageid: number -> absent',
    'shape .rights[]: string -> absent',
    'shape .edit.oldrevid: absent -> number',
  ]);
  expect(differences(answer({}), answer([]))).toEqual(['shape : object -> array']);
  expect(differences(answer('text'), answer({}))).toEqual(['shape : absent -> object']);
});
