/** Validation by ajv, with the fault in a few readable words. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Json } from '../exchange.ts';
import type { Schema } from './spec.ts';

/** By what a schema says, and by the object that says it. */
const compiled = new Map<string, ValidateFunction>();
const known = new WeakMap<Schema, ValidateFunction>();

/** What is wrong, or undefined. */
export function fault(schema: Schema, data: Json): string | undefined {
  const validate = known.get(schema) ?? compile(schema);
  known.set(schema, validate);
  return validate(data) ? undefined : describe(validate.errors ?? []);
}

function compile({ $id: _id, ...anonymous }: Schema): ValidateFunction {
  const key = JSON.stringify(anonymous);
  const validate = compiled.get(key) ?? new Ajv2020({ strict: false, discriminator: true }).compile(anonymous);
  compiled.set(key, validate);
  return validate;
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
