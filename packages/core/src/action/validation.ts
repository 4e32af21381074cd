import { HttpError } from '../errors.ts';
import type { Validator } from '../generated/validator.ts';
import type { Client } from '../client.ts';

/** Checks an answer where the caller has given a validator for it. @param key the module, or the method and route */
export function checkShape(client: Client, key: string, answer: unknown, write: boolean): void {
  const validate = client.options.validators?.[key];
  if (validate) requireShape(answer, validate, key, write);
}

/** @throws HttpError `unexpected-shape` */
export function requireShape<T>(answer: unknown, validate: Validator<T>, purpose: string, write = false): T {
  if (validate(answer)) return answer;
  const { instancePath = '', message = '' } = validate.errors?.[0] ?? {};
  throw new HttpError(
    'unexpected-shape',
    `The answer to ${purpose} is not what MediaWiki gives: ${instancePath || 'it'} ${message}.`,
    undefined,
    { status: 200, outcomeUnknown: write },
  );
}
