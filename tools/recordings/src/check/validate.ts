/** Validation by ajv, with the fault in a few readable words. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Json } from '../exchange.ts';
import type { Schema } from './spec.ts';

const compiled = new Map<string, ValidateFunction>();

/** What is wrong, or undefined. */
export function fault(schema: Schema, data: Json): string | undefined {
  const { $id: _id, ...anonymous } = schema;
  const key = JSON.stringify(anonymous);
  let validate = compiled.get(key);
  if (!validate) {
    const ajv = new Ajv2020({ strict: false, discriminator: true });
    compiled.set(key, (validate = ajv.compile(anonymous)));
  }
  return validate(data) ? undefined : describe(validate.errors ?? []);
}

/** Of the faults of a union's branches those that lie deepest: they belong to the branch that was meant. */
function describe(errors: readonly ErrorObject[]): string {
  const real = errors.filter(({ keyword }) => !['anyOf', 'oneOf', 'if', 'not'].includes(keyword));
  const shown = real.length > 0 ? real : errors;
  const deepest = Math.max(...shown.map(depth));
  const texts = shown
    .filter((error) => depth(error) === deepest)
    .map(({ instancePath, message, params }) => {
      const allowed = (params['allowedValue'] ?? params['allowedValues'] ?? params['tagValue']) as Json | undefined;
      return `${instancePath || 'the body'} ${message}${allowed === undefined ? '' : ` ${JSON.stringify(allowed)}`}`;
    });
  return [...new Set(texts)].slice(0, 4).join('; ');
}

const depth = ({ instancePath }: ErrorObject): number => instancePath.split('/').length;
