import type { AuthForm, FormField } from '@mwkit/browser';

/** A form as it is drawn: fields to fill in and send together, and buttons that are ways of their own. */
export interface Layout {
  readonly fields: readonly FormField[];
  readonly buttons: readonly FormField[];
  /** Whether the form has a button of its own to send it; without anything to fill in, its buttons are enough. */
  readonly submits: boolean;
}

export function layoutOf(form: AuthForm): Layout {
  const { captcha } = form;
  // the captcha's picture or question is drawn beside the field for its answer
  const drawn = captcha && form.requests.find((one) => one.fields.some(({ name }) => name === captcha.field));
  const isCaptchaText = ({ name, type }: FormField) =>
    type === 'null' && drawn?.fields.some((field) => field.name === name) === true;
  const shown = form.fields.filter((field) => field.type !== 'hidden' && !isCaptchaText(field));
  const buttons = shown.filter(({ type }) => type === 'button');
  const filled = shown.filter(({ type }) => type !== 'button');
  // wikis name the captcha first; one answers it last
  const isCaptcha = ({ name }: FormField) => name === captcha?.field;
  const fields = [...filled.filter((field) => !isCaptcha(field)), ...filled.filter(isCaptcha)];
  return { fields, buttons, submits: buttons.length === 0 || fields.some(({ type }) => type !== 'null') };
}

/** What the browser may fill in, and offers to keep (HTML, autocomplete). */
export function autocompleteOf({ name, secret }: FormField, fields: readonly FormField[]): string {
  if (name === 'username' || name === 'email') return name;
  if (name === 'realname') return 'name';
  if (/token$/i.test(name)) return 'one-time-code';
  if (!secret) return 'off';
  return fields.some((field) => field.name === 'retype') ? 'new-password' : 'current-password';
}
