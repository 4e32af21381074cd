import {
  type Answers,
  type AuthFlow,
  type AuthStep,
  type FlowSnapshot,
  seal,
  totp,
  unseal,
  type Wiki,
} from '@mwkit/node';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accounts, start, type TestedWiki } from './wikis.ts';

const { questioned, twoFactor, user, weak } = accounts;
const returnUrl = 'https://app.example/back?mine=1';
const newPassword = { password: 'A-new-password-1', retype: 'A-new-password-1' };

/** What is answered in turn; a text is who the identity provider says that it is. */
type Dialogue = readonly (Answers | string)[];
const dialogues: { readonly [name: string]: readonly [begin: (wiki: Wiki) => AuthFlow, Dialogue] } = {
  password: [(wiki) => wiki.clientLogin(), [{ username: user.name, password: user.password }]],
  'wrong, then right': [
    (wiki) => wiki.clientLogin(),
    [
      { username: user.name, password: 'x' },
      { username: user.name, password: user.password },
    ],
  ],
  'second factor': [
    (wiki) => wiki.clientLogin(),
    [
      { username: twoFactor.name, password: twoFactor.password },
      { OATHToken: '000000' },
      { OATHToken: await totp(twoFactor.totp.secret) },
    ],
  ],
  questions: [
    (wiki) => wiki.clientLogin(),
    [
      { username: questioned.name, password: questioned.password },
      { labanswer: 'x', labmulti: ['red'] },
      { labanswer: 'right' },
    ],
  ],
  'new password': [
    (wiki) => wiki.clientLogin(),
    [{ username: weak.name, password: weak.password }, { ...newPassword, retype: 'x' }, newPassword],
  ],
  stranger: [
    (wiki) => wiki.clientLogin({ returnUrl }),
    [{ labopenid: true }, 'stranger', { username: user.name, password: user.password }],
  ],
  creation: [(wiki) => wiki.createAccount({ returnUrl }), [{ username: 'By provider', labopenid: true }, 'somebody']],
  'creation with questions': [
    (wiki) => wiki.createAccount(),
    [{ username: 'Uinew', ...newPassword }, { labanswer: 'x' }, { labanswer: 'right' }],
  ],
};

/** Plays a dialogue. Before the steps named in `cuts` the flow goes, as JSON, to another client. */
async function play(
  wiki: TestedWiki,
  name: string,
  cuts: ReadonlySet<number>,
  carry: (saved: FlowSnapshot) => Promise<FlowSnapshot>,
): Promise<unknown[]> {
  const [begin, dialogue] = dialogues[name] ?? expect.unreachable(name);
  let client = wiki.open();
  let flow = begin(client);
  let step: AuthStep | undefined;
  const seen: unknown[] = [];
  for (const [at, answer] of dialogue.entries()) {
    if (cuts.has(at)) {
      const saved = await carry(await flow.save());
      client = wiki.open();
      flow = client.resumeFlow(saved);
    }
    if (typeof answer !== 'string') step = await flow.submit(answer);
    else if (step?.status === 'REDIRECT') step = await flow.resume(await visit(wiki, step.url, answer));
    seen.push([step?.status, step && 'code' in step ? step.code : undefined]);
  }
  return [...seen, client.session.user?.name];
}

async function visit(wiki: TestedWiki, url: string, name: string): Promise<string> {
  const response = await wiki.fetch?.(`${url}&user=${name}`, { redirect: 'manual' });
  return response?.headers.get('location') ?? '';
}

describe('a flow that is cut', () => {
  const carriers = {
    'as JSON': async (saved: FlowSnapshot) => JSON.parse(JSON.stringify(saved)) as FlowSnapshot,
    sealed: async (saved: FlowSnapshot) => {
      const key = crypto.getRandomValues(new Uint8Array(32));
      return (await unseal(await seal(saved, key), key)) as FlowSnapshot;
    },
  };

  test.each(['as JSON', 'sealed'] as const)(
    'at any points, and resumed %s elsewhere, ends as the uncut one',
    async (how) => {
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...Object.keys(dialogues)), fc.uniqueArray(fc.nat(2)), async (name, cuts) => {
          const fresh = () => start('testwiki', ['external-login', '2fa', 'email']);
          const uncut = await play(await fresh(), name, new Set(), carriers[how]);
          expect(await play(await fresh(), name, new Set(cuts), carriers[how])).toEqual(uncut);
          // and it was a dialogue that ends well
          expect(uncut.at(-2)).toEqual(['PASS', undefined]);
        }),
        { numRuns: 60 },
      );
    },
  );

  test('also between the form and the answer, where the wiki has preserved who the person is', async () => {
    const wiki = await start('testwiki', ['external-login', 'email']);
    const client = wiki.open();
    const flow = client.clientLogin({ returnUrl });
    const away = await flow.submit({ labopenid: true });
    const back = away.status === 'REDIRECT' ? await visit(wiki, away.url, 'stranger') : '';
    expect(await flow.resume(back)).toMatchObject({ status: 'RESTART', canPreserveState: true });
    const creation = client.createAccount({ returnUrl, preserveState: true });
    await creation.form();
    const elsewhere = wiki.open().resumeFlow(await carriers['as JSON'](await creation.save()));
    expect(await elsewhere.submit({ username: 'Stranger' })).toEqual({ status: 'PASS', username: 'Stranger' });
  });

  test.each([
    ['nothing', 'session-damaged', () => undefined],
    ['something else', 'session-damaged', () => ({ hello: 1 })],
    ['an unknown module', 'session-damaged', (saved: FlowSnapshot) => ({ ...saved, module: 'delete' })],
    [
      'a damaged session',
      'session-damaged',
      (saved: FlowSnapshot) => ({ ...saved, session: { ...saved.session, cookies: 1 } }),
    ],
    ['a newer version', 'session-too-new', (saved: FlowSnapshot) => ({ ...saved, version: 2 })],
    [
      'another wiki',
      'session-of-other-wiki',
      (saved: FlowSnapshot) => ({ ...saved, session: { ...saved.session, api: 'https://other.example/api.php' } }),
    ],
  ])('%s is refused: %s', async (_, code, spoil) => {
    const wiki = await start('testwiki');
    const flow = wiki.open().clientLogin();
    await flow.form();
    const spoiled = spoil(await flow.save()) as FlowSnapshot;
    expect(() => wiki.open().resumeFlow(spoiled)).toThrow(
      expect.objectContaining({ name: 'UsageError', code }) as Error,
    );
  });
});
