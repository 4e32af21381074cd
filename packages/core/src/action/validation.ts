import { HttpError } from '../errors.ts';
import type { Validator } from '../generated/validator.ts';
import type { Client } from '../client.ts';
import type { JsonObject } from '../json.ts';

/** Checks an answer where the caller has given a validator for the module. */
export function checkShape(client: Client, action: string, answer: JsonObject): void {
  const validate = client.options.validators?.[action];
  if (validate) requireShape(answer, validate, `action=${action}`);
}

/** @throws HttpError `unexpected-shape` */
export function requireShape<T>(answer: unknown, validate: Validator<T>, purpose: string): T {
  if (validate(answer)) return answer;
  const { instancePath = '', message = '' } = validate.errors?.[0] ?? {};
  throw new HttpError(
    'unexpected-shape',
    `The answer to ${purpose} is not what MediaWiki gives: ${instancePath || 'it'} ${message}.`,
    'Is this the API of a MediaWiki wiki? If it is, please report the answer to mwkit.',
    { status: 200 },
  );
}
