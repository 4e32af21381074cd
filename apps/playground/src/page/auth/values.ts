import type { Answers, AuthForm, FormField } from '@mwkit/browser';

/** What stands in a form, by the name of the field. */
export interface Values {
  [field: string]: string | boolean | string[];
}

/** What a form begins with. What was typed before stays, but for what is secret or good for one try only. */
export function valuesOf(form: AuthForm, before: Values = {}): Values {
  const keeps = (field: FormField) => !isFleeting(form, field) && Object.hasOwn(before, field.name);
  return Object.fromEntries(
    form.fields.map((field) => [field.name, keeps(field) ? before[field.name]! : startOf(field)]),
  );
}

function startOf({ type, value = '' }: FormField): string | boolean | string[] {
  if (type === 'checkbox' || type === 'button') return false;
  if (type === 'multiselect') return [];
  return type === 'password' ? '' : value;
}

/** Passwords, the answer to a captcha, the code of a second factor: never kept, and of no use a second time. */
export function isFleeting(form: AuthForm, { name, secret }: FormField): boolean {
  return secret || form.captcha?.field === name || isCode(name);
}

/** MediaWiki says of no field that it holds a code; extensions name them so (OATHAuth, EmailAuth). */
function isCode(name: string): boolean {
  return /(token|code)$/i.test(name);
}

/**
 * The answers to send: what differs from what the wiki has put in. Of a form that offers several ways, a button takes one
 * by itself, so that what was typed for another way is left out.
 * @param button the field that was pressed, where it was not the form's own button
 */
export function answersOf(form: AuthForm, values: Values, button?: string): Answers {
  const taken = button === undefined ? form.requests : form.requests.filter((one) => goesWith(form, one.id, button));
  const fields = taken.flatMap((request) => request.fields);
  return Object.fromEntries(
    fields.flatMap((field): [string, string | boolean | readonly string[]][] => {
      if (field.type === 'button') return field.name === button ? [[field.name, true]] : [];
      if (field.type === 'null' || field.type === 'hidden') return [];
      const value = values[field.name] ?? '';
      const untouched = value === startOf(field) || value === '' || (Array.isArray(value) && value.length === 0);
      return untouched ? [] : [[field.name, value]];
    }),
  );
}

/** Whether a request is answered beside the one of a button: what every way needs is, another way and what is optional is not. */
function goesWith({ requests }: AuthForm, id: string, button: string): boolean {
  const request = requests.find((one) => one.id === id);
  return request?.fields.some(({ name }) => name === button) === true || request?.required === 'required';
}
