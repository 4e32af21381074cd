import { createTestWiki, recordedQuestions, type TestWikiOptions } from '@mwkit/testwiki';
import { type AuthForm, createWiki } from '@mwkit/node';
import { expect, test } from 'vitest';
import { autocompleteOf, layoutOf } from '../src/page/auth/layout.ts';
import { answersOf, valuesOf } from '../src/page/auth/values.ts';
import { provider } from '../src/server/provider-page.ts';

const wikiOf = (options: TestWikiOptions) => {
  const testwiki = createTestWiki(options);
  return createWiki(testwiki.api, { fetch: testwiki.fetch, userAgent: 'playground-tests/1.0 (test@example.org)' });
};
const signIn = (options: TestWikiOptions = {}): Promise<AuthForm> => wikiOf(options).clientLogin().form();
const create = (options: TestWikiOptions = {}): Promise<AuthForm> => wikiOf(options).createAccount().form();
const names = (fields: readonly { readonly name: string }[]) => fields.map(({ name }) => name);

test('only what was filled in is sent', async () => {
  const form = await signIn();
  const values = { ...valuesOf(form), username: 'Alice', password: 'secret-1' };
  expect(answersOf(form, values)).toEqual({ username: 'Alice', password: 'secret-1' });
  expect(answersOf(form, { ...values, rememberMe: true })).toMatchObject({ rememberMe: true });
});

test('a button leaves out what belongs to another way, and takes what every way needs', async () => {
  const form = await signIn(provider);
  const values = { ...valuesOf(form), username: 'Alice', password: 'secret-1' };
  expect(answersOf(form, values, 'playgroundprovider')).toEqual({ playgroundprovider: true });
  const creation = await create({ ...provider, captcha: { type: 'question', question: '?', answers: ['!'] } });
  const filled = { ...valuesOf(creation), username: 'Newcomer', password: 'secret-1', captchaWord: '!' };
  expect(answersOf(creation, filled, 'playgroundprovider')).toEqual({
    playgroundprovider: true,
    username: 'Newcomer',
    captchaWord: '!',
  });
});

test('what was typed stays for the next form, but for passwords, captchas and codes', async () => {
  const form = await create({ captcha: { type: 'question', question: '?', answers: ['!'] } });
  const typed = { ...valuesOf(form), username: 'Newcomer', password: 'secret-1', retype: 'secret-1', captchaWord: '!' };
  expect(valuesOf(form, typed)).toMatchObject({ username: 'Newcomer', password: '', retype: '', captchaWord: '' });
});

test('a field of every type: hidden ones and notes are not answered, defaults are not sent', async () => {
  const wiki = wikiOf({ users: { Uiuser: { password: 'Ui-password-1' } }, questions: recordedQuestions });
  const flow = wiki.clientLogin();
  await flow.submit({ username: 'Uiuser', password: 'Ui-password-1' });
  const form = await flow.form();
  const values = valuesOf(form);
  expect(values).toMatchObject({ labchoice: 'red', labmulti: [], labagree: false, labsecret: '' });
  expect(answersOf(form, values)).toEqual({});
  const typed = { ...values, labanswer: 'right', labchoice: 'blue', labmulti: ['red'], labagree: true };
  expect(answersOf(form, typed)).toEqual({ labanswer: 'right', labchoice: 'blue', labmulti: ['red'], labagree: true });
  expect(names(layoutOf(form).fields)).toEqual([
    'labnote',
    'labanswer',
    'labsecret',
    'labchoice',
    'labmulti',
    'labagree',
  ]);
});

test('the captcha is drawn last, its text beside it; buttons are ways of their own', async () => {
  const form = await create({ ...provider, captcha: { type: 'simple' } });
  const { fields, buttons, submits } = layoutOf(form);
  expect(names(fields).at(-1)).toBe('captchaWord');
  expect(names(fields)).not.toContain('captchaInfo');
  expect(names(buttons)).toEqual(['playgroundprovider']);
  expect(submits).toBe(true);
});

test('browsers are told what a field is for', async () => {
  const login = await signIn();
  const told = (form: AuthForm) =>
    Object.fromEntries(form.fields.map((field) => [field.name, autocompleteOf(field, form.fields)]));
  expect(told(login)).toMatchObject({ username: 'username', password: 'current-password' });
  expect(told(await create({ email: true }))).toMatchObject({
    password: 'new-password',
    retype: 'new-password',
    email: 'email',
    realname: 'name',
  });
});
