import type { Answers, FormField, FormRequest } from '@mwkit/node';
import { notice } from '../notice.ts';
import type { Known } from './after-fail.ts';
import { type AskedField, askField } from './ask-field.ts';
import { isAsked } from './choices.ts';

/** The fields that these requests ask for, each once. `chosen` are those that must be filled although they are optional. */
export function askedFields(
  requests: readonly FormRequest[],
  chosen: readonly FormRequest[],
  { suggested }: Known,
): AskedField[] {
  const found = new Map<string, AskedField>();
  for (const request of requests) {
    const needed = request.required !== 'optional' || chosen.includes(request);
    for (const field of request.fields.filter(isAsked)) {
      const before = found.get(field.name);
      const required = (field.required && needed) || before?.required === true;
      found.set(field.name, { field: before?.field ?? field, required, before: suggested[field.name] });
    }
  }
  return [...found.values()];
}

/** Asks for the fields one by one; for a password that is typed twice, until both are the same. */
export async function askFields(fields: readonly AskedField[], given: Answers): Promise<Answers> {
  const answers: { [name: string]: Answers[string] } = {};
  for (let index = 0; index < fields.length; index++) {
    const asked = fields[index] as AskedField;
    answers[asked.field.name] = await askField(asked);
    if (asked.field.name !== 'retype' || answers['retype'] === (answers['password'] ?? given['password'])) continue;
    notice('problem', 'The two passwords differ: type them again.');
    index =
      Math.max(
        0,
        fields.findIndex(({ field }) => field.name === 'password'),
      ) - 1;
  }
  return answers;
}

/** Those that have to be answered and are not. */
export function unanswered(fields: readonly AskedField[], given: Answers): FormField[] {
  return fields.filter(({ field, required }) => required && given[field.name] === undefined).map(({ field }) => field);
}
