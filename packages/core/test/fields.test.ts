import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Answers, fillForm, type FormStage } from '../src/auth/fields.ts';
import { readForm } from '../src/auth/form.ts';
import { FormError } from '../src/errors.ts';

interface WikiField {
  type: string;
  optional: boolean;
  value?: string;
  options?: { [value: string]: string };
}
interface WikiRequest {
  id: string;
  metadata: object;
  required: string;
  provider: string;
  account: string;
  fields: { [name: string]: WikiField };
}

/** What PHP makes of a form body: `a[0]=x` is an array. */
function phpArray(sent: ReadonlyMap<string, string>): { [name: string]: string | string[] } {
  const data: { [name: string]: string | string[] } = {};
  for (const [name, value] of sent) {
    const list = /^(.+)\[\d+\]$/.exec(name)?.[1];
    if (list === undefined) data[name] = value;
    else data[list] = [...((data[list] as string[] | undefined) ?? []), value];
  }
  return data;
}

/** MediaWiki's AuthenticationRequest::loadFromSubmission: the values that it takes, or undefined where it drops the request. */
function load(
  request: WikiRequest,
  data: { [name: string]: string | string[] },
): { [name: string]: unknown } | undefined {
  const taken: { [name: string]: unknown } = {};
  for (const [name, field] of Object.entries(request.fields)) {
    if (field.type === 'null') continue;
    if (field.type === 'checkbox' || field.type === 'button') {
      taken[name] = name in data;
      if (!taken[name] && !field.optional) return undefined;
      continue;
    }
    const value = data[name] ?? (field.type === 'multiselect' ? [] : undefined);
    if (value === undefined) return undefined;
    if (value === '' || value.length === 0) {
      if (!field.optional) return undefined;
    } else if (field.type === 'select' || field.type === 'multiselect') {
      if ([value].flat().some((one) => !Object.hasOwn(field.options ?? {}, one))) return undefined;
    }
    taken[name] = value;
  }
  return taken;
}

const names = [
  'username',
  'password',
  'retype',
  'code',
  'choice',
  'several',
  'agree',
  'press',
  'kept',
  'note',
  'odd',
] as const;
const options = { red: 'Red', blue: 'Blue' };
/** A name has one type everywhere: MediaWiki throws an exception otherwise (mergeFieldInfo). */
const typeOf: { [name in (typeof names)[number]]: string } = {
  username: 'string',
  password: 'password',
  retype: 'password',
  code: 'string',
  choice: 'select',
  several: 'multiselect',
  agree: 'checkbox',
  press: 'button',
  kept: 'hidden',
  note: 'null',
  odd: 'something-new',
};
const field = (name: (typeof names)[number]): fc.Arbitrary<WikiField> =>
  fc
    .record({ optional: fc.boolean(), value: fc.option(fc.constantFrom('red', 'x'), { nil: undefined }) })
    .map(({ optional, value }) => ({
      type: typeOf[name],
      optional,
      ...(value !== undefined && !['select', 'multiselect'].includes(typeOf[name]) && { value }),
      ...(['select', 'multiselect'].includes(typeOf[name]) && { options }),
    }));
const request: fc.Arbitrary<WikiRequest> = fc
  .record({
    id: fc.string({ minLength: 1 }),
    required: fc.constantFrom('required', 'primary-required', 'optional'),
    names: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 4 }),
  })
  .chain(({ id, required, names: chosen }) =>
    fc.tuple(...chosen.map(field)).map((fields) => ({
      id,
      metadata: {},
      required,
      provider: 'p',
      account: 'a',
      fields: Object.fromEntries(fields.map((one, index) => [chosen[index] as string, one])),
    })),
  );
const any: fc.Arbitrary<Answers[string]> = fc.oneof(
  fc.constantFrom('red', 'blue', 'x', '', 'green'),
  fc.boolean(),
  fc.constantFrom<string[][]>(['red'], ['red', 'blue'], []),
);
/** Mostly what fits the field, sometimes anything. */
const answerTo = (name: (typeof names)[number]): fc.Arbitrary<Answers[string]> => {
  const fitting: { [type: string]: fc.Arbitrary<Answers[string]> } = {
    select: fc.constantFrom('red', 'blue'),
    multiselect: fc.constantFrom<string[][]>(['red'], ['red', 'blue']),
    checkbox: fc.boolean(),
    button: fc.boolean(),
    null: fc.constant(undefined),
  };
  return fc.oneof(
    { weight: 30, arbitrary: fitting[typeOf[name]] ?? fc.constantFrom('red', 'x') },
    { weight: 1, arbitrary: any },
  );
};
const answers: fc.Arbitrary<Answers> = fc.oneof(
  { weight: 1, arbitrary: fc.dictionary(fc.constantFrom(...names, 'nosuch'), any, { maxKeys: 4 }) },
  {
    weight: 9,
    arbitrary: fc.record(Object.fromEntries(names.map((name) => [name, answerTo(name)])), { requiredKeys: [] }),
  },
);
/** Requests, and answers to fields that they have. */
const asked = fc
  .tuple(fc.array(request, { maxLength: 4 }), answers, fc.integer({ min: 0, max: 9 }))
  .map(([requests, given, dice]) => {
    const known = Object.entries(given).filter(([name]) => dice === 0 || requests.some((one) => name in one.fields));
    return [requests, Object.fromEntries(known)] as const;
  });
const stage = fc.constantFrom<FormStage[]>('begin', 'identified', 'continue');

/** Whether an answer says anything: a button that is not pressed says nothing. */
const says = (value: Answers[string]) => value !== undefined && value !== false;

describe('fillForm', () => {
  test('for any requests and any answers: what is sent is taken by the wiki whole, and nothing is lost or invented', () => {
    fc.assert(
      fc.property(asked, stage, ([requests, given], at) => {
        let sent: Map<string, string>;
        try {
          sent = fillForm(readForm(requests, 'https://wiki.example/w/api.php'), given, at);
        } catch (error) {
          expect(error).toBeInstanceOf(FormError);
          return;
        }
        const data = phpArray(sent);
        const loaded = requests.map((one) => load(one, data));
        // not lost: a request that the wiki uses has each answer, as it was given
        for (const [name, value] of Object.entries(given).filter(([, one]) => says(one))) {
          const taken = loaded.filter((one) => one !== undefined && name in one);
          expect(taken.length).toBeGreaterThan(0);
          for (const one of taken) expect([one?.[name]].flat().map(String)).toEqual([value].flat().map(String));
        }
        // not invented: each parameter is a field, and what was not answered is what the wiki gave, or empty
        for (const [name, value] of Object.entries(data)) {
          const fields = requests.flatMap((one) => one.fields[name] ?? []);
          expect(fields.length).toBeGreaterThan(0);
          if (!says(given[name])) expect(['', ...fields.map((one) => one.value)]).toContain(value);
        }
        // what is required is there
        if (at !== 'continue') {
          requests.forEach((one, index) => one.required === 'required' && expect(loaded[index]).toBeDefined());
        }
      }),
      { numRuns: 5000 },
    );
  });

  test('an answer to every field is never refused', () => {
    const full: Answers = {
      username: 'u',
      password: 'p',
      retype: 'p',
      code: '1',
      choice: 'red',
      several: ['blue'],
      agree: true,
      press: true,
      kept: 'k',
      odd: 'o',
    };
    fc.assert(
      fc.property(fc.array(request, { minLength: 1, maxLength: 4 }), stage, (requests, at) => {
        const form = readForm(requests, 'https://wiki.example/');
        const fields = form.fields.filter(({ type }) => type !== 'null');
        fc.pre(
          fields.length > 0 &&
            requests.some(
              (one) =>
                one.required === 'primary-required' && Object.values(one.fields).some(({ type }) => type !== 'null'),
            ),
        );
        const sent = fillForm(form, Object.fromEntries(fields.map(({ name }) => [name, full[name]])), at);
        for (const one of requests) expect(load(one, phpArray(sent))).toBeDefined();
      }),
      { numRuns: 2000 },
    );
  });

  const login = readForm(
    [
      {
        id: 'MediaWiki\\Auth\\PasswordAuthenticationRequest',
        required: 'primary-required',
        fields: { username: { type: 'string', optional: false }, password: { type: 'password', optional: false } },
      },
      {
        id: 'MediaWiki\\Auth\\RememberMeAuthenticationRequest',
        required: 'optional',
        fields: { rememberMe: { type: 'checkbox', optional: true } },
      },
      { id: 'X:button', required: 'optional', fields: { provider: { type: 'button', optional: false } } },
    ],
    'https://wiki.example/',
  );
  const fill = (given: Answers, at: FormStage = 'begin') => Object.fromEntries(fillForm(login, given, at));

  test.each<[Answers, object]>([
    [
      { username: 'A', password: 'b' },
      { username: 'A', password: 'b' },
    ],
    [
      { username: 'A', password: 'b', rememberMe: false },
      { username: 'A', password: 'b' },
    ],
    [
      { username: 'A', password: 'b', rememberMe: true },
      { username: 'A', password: 'b', rememberMe: '1' },
    ],
    [{ provider: true }, { provider: '1' }],
    [
      { username: 'A', password: 1234 },
      { username: 'A', password: '1234' },
    ],
  ])('%j -> %j', (given, sent) => expect(fill(given)).toEqual(sent));

  test.each<[Answers, string, string]>([
    [{}, 'missing-field', 'username'],
    [{ username: 'A' }, 'missing-field', 'password'],
    [{ username: 'A', password: '' }, 'missing-field', 'password'],
    [{ rememberMe: true }, 'missing-field', 'username'],
    [{ provider: true, username: 'A' }, 'missing-field', 'password'],
    [{ user: 'A' }, 'unknown-field', 'user'],
    [{ username: true, password: 'b' }, 'bad-answer', 'username'],
    [{ username: 'A', password: 'b', rememberMe: '1' }, 'bad-answer', 'rememberMe'],
  ])('%j is refused: %s of %s', (given, code, name) => {
    expect(() => fill(given)).toThrow(expect.objectContaining({ name: 'FormError', code, field: name }) as Error);
  });
});
