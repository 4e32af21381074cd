import type { Answers, AuthForm, FormField, FormRequest } from '@mwkit/node';
import { readableLine } from '../readable.ts';

/**
 * Where the flow stands. `begin`: one primary request or button must be answered, and what is required beside it. `identified`: the
 * wiki has preserved who the person is, so that none is. `continue`: the requests are alternatives.
 */
export type Stage = 'begin' | 'identified' | 'continue';

/** One way to answer a form. */
export interface Choice {
  readonly label: string;
  readonly hint: string;
  /** What choosing it answers. */
  readonly answers: Answers;
  /** What is asked for then. */
  readonly requests: readonly FormRequest[];
}

export interface Choices {
  readonly choices: readonly Choice[];
  /** What is asked for whatever is chosen. */
  readonly common: readonly FormRequest[];
}

/** The ways to answer a form: name and password or an identity provider; a code or another second factor; a new password or none. */
export function choicesOf({ requests }: AuthForm, stage: Stage): Choices {
  const usable = requests.filter((request) => !isWebAuthn(request));
  const buttons = usable.filter(hasButton);
  const primaries = usable.filter((request) => request.required === 'primary-required' && !hasButton(request));
  if (stage === 'continue') {
    const modules = usable.filter((request) => moduleField(request));
    const rest = usable.filter((request) => !hasButton(request) && !moduleField(request));
    const first = rest.some((request) => request.fields.some(isAsked)) ? [fillable(rest)] : [];
    return { choices: [...first, ...modules.flatMap(otherModules), ...buttons.flatMap(pressable)], common: [] };
  }
  const common = usable.filter((request) => !buttons.includes(request) && !primaries.includes(request));
  if (stage === 'identified') return { choices: [], common };
  return {
    choices: [...primaries.filter(({ fields }) => fields.some(isAsked)).map(primary), ...buttons.flatMap(pressable)],
    common,
  };
}

/** Whether a person has to answer it; the others are shown, sent back or pressed. */
export function isAsked({ type }: FormField): boolean {
  return type !== 'null' && type !== 'hidden' && type !== 'button';
}

/** A passkey or security key: only a browser can use one, by fields that are hidden (extensions OATHAuth and WebAuthn). */
export function isWebAuthn({ fields }: FormRequest): boolean {
  return ['auth_info', 'credential'].every((name) =>
    fields.some((field) => field.name === name && field.type === 'hidden'),
  );
}

/** A request to be filled in, named by its fields: its own names are those of PHP classes. */
function fillable(requests: readonly FormRequest[]): Choice {
  const asked = requests.flatMap(({ fields }) => fields).filter((field) => isAsked(field) && field.name !== 'retype');
  const wanted = asked.filter(({ required }) => required);
  const labels = (wanted.length > 0 ? wanted : asked).map(
    ({ label, name }) => readableLine(label).replace(/:$/, '') || name,
  );
  return { label: labels.join(' and '), hint: '', answers: {}, requests };
}

/** A box that stands alone, such as that of a mailed password, says yes by being chosen. */
function primary(request: FormRequest): Choice {
  const [field, ...others] = request.fields.filter(isAsked);
  if (field?.type !== 'checkbox' || others.length > 0) return fillable([request]);
  return {
    label: readableLine(field.label) || field.name,
    hint: readableLine(field.help),
    answers: { [field.name]: true },
    requests: [],
  };
}

function hasButton({ fields }: FormRequest): boolean {
  return fields.some(({ type }) => type === 'button');
}

function pressable(request: FormRequest): Choice[] {
  const buttons = request.fields.filter(({ type }) => type === 'button');
  return buttons.map(({ name, label, help }) => ({
    label: readableLine(label) || name,
    hint: readableLine(help),
    answers: { [name]: true },
    requests: [request],
  }));
}

/** OATHAuth since 1.44: a select that changes to another of the account's second factors; its empty value stays with this one. */
function moduleField({ fields }: FormRequest): (FormField & { type: 'select' }) | undefined {
  return fields.find((field) => field.name === 'newModule' && field.type === 'select') as ReturnType<
    typeof moduleField
  >;
}

function otherModules(request: FormRequest): Choice[] {
  const options = Object.entries(moduleField(request)?.options ?? {});
  const { currentModule } = request.metadata;
  return (
    options
      // a security key is of no use here
      .filter(([value]) => value !== '' && value !== currentModule && value !== 'webauthn')
      .map(([value, label]) => ({
        label: readableLine(label) || value,
        hint: 'another second factor',
        answers: { newModule: value },
        requests: [],
      }))
  );
}
