import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { type Assertion, createWiki, credentialAnswer, type FlowHandlers, publicKeyRequest } from '@mwkit/node';
import { createTestWiki } from '@mwkit/testwiki';
import { describe, expect, test } from 'vitest';
import { userAgent } from './wikis.ts';

const account = { username: 'Keyholder', password: 'A-password-with-a-key-1' };
const id = Buffer.from('key-1').toString('base64url');

/** An authenticator in software (Web Authentication, 6.3.3): ES256, user present. */
function authenticator(origin: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest();
  const bytes = (buffer: Buffer) => new Uint8Array(buffer).buffer;
  const get: NonNullable<FlowHandlers['credential']> = async ({ publicKey: asked }): Promise<Assertion> => {
    const challenge = Buffer.from(asked.challenge).toString('base64url');
    const clientDataJSON = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge, origin }));
    const authenticatorData = Buffer.concat([sha256(asked.rpId ?? ''), Buffer.from([1, 0, 0, 0, 1])]);
    const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(clientDataJSON)]), privateKey);
    const response = {
      clientDataJSON: bytes(clientDataJSON),
      authenticatorData: bytes(authenticatorData),
      signature: bytes(signature),
      userHandle: null,
    };
    return { id, rawId: bytes(Buffer.from('key-1')), type: 'public-key', response };
  };
  return { get, jwk: publicKey.export({ format: 'jwk' }) };
}

describe('a passkey as the second factor', () => {
  const origin = 'https://wiki.example';
  const key = authenticator(origin);
  const wikiWith = (more: object = {}) => {
    const wiki = createTestWiki({
      oathAuth: '1.45',
      users: { [account.username]: { password: account.password, passkeys: [{ id, publicKey: key.jwk }], ...more } },
    });
    return createWiki(wiki.api, { userAgent, fetch: wiki.fetch });
  };

  test('signed by a callback, which navigator.credentials.get fits', async () => {
    const asked: unknown[] = [];
    const client = wikiWith();
    const done = await client.clientLogin().run({
      answer: () => account,
      credential: (request) => {
        asked.push(request.publicKey.rpId, request.publicKey.allowCredentials?.length);
        return key.get(request);
      },
    });
    expect(done).toEqual({ status: 'PASS', username: account.username });
    expect(asked).toEqual(['wiki.example', 1]);
  });

  test('step by step; a signature of another key is no way in', async () => {
    const other = authenticator(origin);
    const flow = wikiWith().clientLogin();
    expect(await flow.submit(account)).toMatchObject({ status: 'UI' });
    const publicKey = publicKeyRequest(await flow.form()) ?? expect.unreachable();
    const forged = await other.get({ publicKey });
    expect(await flow.submit(credentialAnswer(forged as Assertion))).not.toMatchObject({ status: 'PASS' });
  });

  test('another factor instead: the choice of module is answered alone', async () => {
    const client = wikiWith({ recoveryCodes: ['AAAA-BBBB-CCCC-DDDD'] });
    const flow = client.clientLogin();
    const step = await flow.submit(account);
    expect(step.status === 'UI' && step.form.fields.map(({ name }) => name)).toContain('newModule');
    expect(await flow.submit({ newModule: 'recoverycodes' })).toMatchObject({ status: 'UI' });
    expect(await flow.submit({ RecoveryCode: 'AAAA-BBBB-CCCC-DDDD' })).toMatchObject({ status: 'PASS' });
  });
});

test('an e-mailed code has a field called token, which is no csrf token', async () => {
  const wiki = createTestWiki({
    email: true,
    users: { Alice: { password: 'Alice-password-1', email: 'alice@wiki.example', emailedCode: true } },
  });
  const flow = createWiki(wiki.api, { userAgent, fetch: wiki.fetch }).clientLogin();
  expect(await flow.submit({ username: 'Alice', password: 'Alice-password-1' })).toMatchObject({
    status: 'UI',
    code: 'emailauth-login-message',
  });
  const code = /\b\d{6}\b/.exec(wiki.mails.at(-1)?.body ?? '')?.[0] ?? expect.unreachable('no code was mailed');
  expect(await flow.submit({ token: code === '000000' ? '111111' : '000000' })).toMatchObject({
    status: 'UI',
    code: 'emailauth-login-failure',
  });
  expect(await flow.submit({ token: code })).toEqual({ status: 'PASS', username: 'Alice' });
});
