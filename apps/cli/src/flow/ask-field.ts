import type { Answers, FormField } from '@mwkit/node';
import { indented } from '../notice.ts';
import { paint, visible } from '../output.ts';
import { ask, askHidden, choose, chooseSeveral, confirm, type Option } from '../prompt.ts';
import { readableLine } from '../readable.ts';

type Answer = Answers[string];

/** A field with what is known of it here. */
export interface AskedField {
  readonly field: FormField;
  /** In this form: an optional request needs none of its fields. */
  readonly required: boolean;
  /** What was answered before. */
  readonly before: Answer;
}

/** Asks for one field, in the way of its type. */
export async function askField({ field, required, before }: AskedField): Promise<Answer> {
  const message = questionOf(field, required);
  const began = before ?? field.value;
  switch (field.type) {
    case 'checkbox':
      // whoever signs in from a terminal has the session saved: it should last
      return confirm(message, typeof before === 'boolean' ? before : field.name === 'rememberMe', '');
    case 'select': {
      const none = required || '' in field.options ? [] : [{ value: '', label: '(none)' }];
      return choose(message, [...optionsOf(field.options), ...none], '', String(began ?? ''));
    }
    case 'multiselect':
      return chooseSeveral(message, optionsOf(field.options), '', required);
    default: {
      const validate = required ? undefined : () => undefined;
      const question = { message, ...(validate && { validate }) };
      if (field.type === 'password' || field.secret) return askHidden(question, '');
      return ask({ ...question, ...(isShowable(began) && { initialValue: began }) }, '');
    }
  }
}

/** The field for people: its label, or its name where the extension gives none. */
export function labelOf({ label, name }: FormField): string {
  return readableLine(label).replace(/:$/, '') || name;
}

/** The label, and under it what the wiki says more. */
function questionOf(field: FormField, required: boolean): string {
  const label = labelOf(field);
  const help = readableLine(field.help);
  const first = required || field.type === 'checkbox' ? label : `${label} ${dim('(optional)')}`;
  if (!saysMore(help, label)) return first;
  // a select draws a guide before further lines of its question
  if (field.type === 'select') return `${first} ${dim(help)}`;
  return [first, ...indented(help).map(dim)].join('\n');
}

function dim(text: string): string {
  return paint('dim', text, process.stderr);
}

/** A value of the wiki that a terminal could take for a command does not stand in a line to be edited. */
function isShowable(value: Answer): value is string {
  return typeof value === 'string' && value !== '' && visible(value) === value;
}

function saysMore(help: string, label: string): boolean {
  return help !== '' && letters(help) !== letters(label);
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

function optionsOf(options: { readonly [value: string]: string }): Option[] {
  return Object.entries(options).map(([value, label]) => ({ value, label: readableLine(label) || value }));
}
