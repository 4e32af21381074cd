import { FormError } from '../errors.ts';
import type { AuthForm, FormField, FormRequest } from './form.ts';

/** What a person or a program answers, by the name of the field. */
export interface Answers {
  readonly [field: string]: string | number | boolean | readonly string[] | undefined;
}

/**
 * Which rules hold. `begin`: everything required must be answered. `identified`: the same, but the wiki has preserved who the person
 * is, so that no primary request is needed. `continue`: the requests are alternatives, such as a second factor and the choice of
 * another; one must be answered.
 */
export type FormStage = 'begin' | 'identified' | 'continue';

/**
 * The parameters that answer a form, by MediaWiki's rules (AuthenticationRequest::loadFromSubmission): it uses a request only when
 * every one of its fields is there, also the optional ones, and drops it without a word otherwise
 * (email-createaccount-email-without-realname-is-dropped). So what would be dropped is refused here instead.
 * @throws FormError
 */
export function fillForm(form: AuthForm, answers: Answers, stage: FormStage): Map<string, string> {
  const given = check(form, answers);
  const values: Given = new Map([...form.fields.flatMap(defaultOf), ...given]);
  const used = form.requests.filter(
    (request) =>
      missing(request, values).length === 0 && (request.required === 'required' || isTouched(request, given)),
  );
  for (const request of form.requests) {
    const needed = stage !== 'continue' && request.required === 'required' && !used.includes(request);
    // an answer that no whole request takes would be lost
    const lost = request.fields.some(({ name }) => given.has(name) && !used.some((other) => has(other, name)));
    if (needed || lost) throw lacks(missing(request, values));
  }
  if (stage === 'begin') requirePrimary(form, used, given, values);
  if (stage === 'continue') requireOne(form, used, values);
  return new Map(used.flatMap((request) => request.fields.flatMap((field) => encode(field, values.get(field.name)))));
}

/** Checks each answer against its field. A button or box that is not pressed counts as not answered. */
function check(form: AuthForm, answers: Answers): Map<string, string | true | readonly string[]> {
  const given = new Map<string, string | true | readonly string[]>();
  for (const [name, answer] of Object.entries(answers)) {
    if (answer === undefined) continue;
    const field = form.fields.find((one) => one.name === name);
    if (!field || field.type === 'null') {
      const known = form.fields.filter(({ type }) => type !== 'null').map((one) => one.name);
      throw new FormError(
        'unknown-field',
        name,
        `The wiki does not ask for \`${name}\`, but for: ${known.join(', ') || 'nothing'}.`,
      );
    }
    const value = checkAnswer(field, answer);
    if (value !== undefined) given.set(name, value);
  }
  return given;
}

function checkAnswer(
  field: FormField,
  answer: NonNullable<Answers[string]>,
): string | true | readonly string[] | undefined {
  const { name, type } = field;
  const bad = (wanted: string) => new FormError('bad-answer', name, `\`${name}\` takes ${wanted}.`);
  if (type === 'checkbox' || type === 'button') {
    if (typeof answer !== 'boolean') throw bad('true or false');
    return answer || undefined;
  }
  if (type === 'multiselect') {
    const values = typeof answer === 'string' ? [answer] : answer;
    if (!Array.isArray(values)) throw bad('a list of its options');
    for (const value of values as string[]) checkOption(field, value);
    return values as string[];
  }
  if (typeof answer !== 'string' && typeof answer !== 'number') throw bad('a text');
  const text = String(answer);
  if (type === 'select' && (text !== '' || field.required)) checkOption(field, text);
  return text;
}

function checkOption(
  field: FormField & { readonly options: { readonly [value: string]: string } },
  value: string,
): void {
  if (Object.hasOwn(field.options, value)) return;
  const known = Object.keys(field.options).join(', ');
  throw new FormError('unknown-option', field.name, `\`${field.name}\` has no option \`${value}\`, but: ${known}.`);
}

type Given = ReadonlyMap<string, string | true | readonly string[]>;

const has = (request: FormRequest, name: string): boolean => request.fields.some((field) => field.name === name);

const isTouched = (request: FormRequest, given: Given): boolean =>
  request.fields.some((field) => given.has(field.name));

/** The fields without which the wiki would drop this request. */
function missing(request: FormRequest, values: Given): FormField[] {
  return request.fields.filter((field) => {
    const value = values.get(field.name);
    const empty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
    return field.required && field.type !== 'null' && empty;
  });
}

/** What stands in a field that nobody has touched. */
function defaultOf({ name, type, value }: FormField): [string, string][] {
  return value === undefined || type === 'password' || type === 'checkbox' || type === 'button' ? [] : [[name, value]];
}

function requirePrimary(form: AuthForm, used: readonly FormRequest[], given: Given, values: Given): void {
  const primaries = form.requests.filter((request) => request.required === 'primary-required');
  const pressed = used.some((request) =>
    request.fields.some((field) => field.type === 'button' && given.has(field.name)),
  );
  if (primaries.length === 0 || pressed || primaries.some((request) => used.includes(request))) return;
  const answered = (request: FormRequest) => request.fields.filter((field) => given.has(field.name)).length;
  const [nearest] = primaries.toSorted((a, b) => answered(b) - answered(a));
  throw lacks(nearest ? missing(nearest, values) : []);
}

function requireOne(form: AuthForm, used: readonly FormRequest[], values: Given): void {
  const asked = form.requests.flatMap((request) => missing(request, values));
  if (used.length === 0 && asked.length > 0) throw lacks(asked);
}

function lacks(fields: readonly FormField[]): FormError {
  const names = fields.map((field) => `\`${field.name}\``).join(', ');
  return new FormError('missing-field', fields[0]?.name ?? '', `The wiki needs ${names || 'an answer'}.`);
}

/** What is sent for a field of a request that is used: of string-like ones always something. */
function encode({ name, type }: FormField, value: string | true | readonly string[] | undefined): [string, string][] {
  switch (type) {
    case 'null':
      return [];
    case 'checkbox':
    case 'button':
      return value === true ? [[name, '1']] : [];
    case 'multiselect':
      // an array of PHP: the API's own a|b has the whole request dropped (labauth-clientlogin-ui-again-wrong)
      return Array.isArray(value) ? value.map((one: string, index) => [`${name}[${index}]`, one]) : [];
    default:
      return [[name, typeof value === 'string' ? value : '']];
  }
}
