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
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    compiled.set(key, (validate = ajv.compile(anonymous)));
  }
  return validate(data) ? undefined : describe(validate.errors ?? []);
}

/** Of the faults of a union's branches those of the branch that was meant, and of these the deepest. */
function describe(errors: readonly ErrorObject[]): string {
  const real = errors.filter(({ keyword }) => !['anyOf', 'oneOf', 'if', 'not'].includes(keyword));
  const shown = meant(real.length > 0 ? real : errors);
  const deepest = Math.max(...shown.map(depth));
  const texts = shown
    .filter((error) => depth(error) === deepest)
    .map(({ instancePath, message, params }) => {
      const allowed = (params['allowedValue'] ?? params['allowedValues']) as Json | undefined;
      return `${instancePath || 'the body'} ${message}${allowed === undefined ? '' : ` ${JSON.stringify(allowed)}`}`;
    });
  return [...new Set(texts)].slice(0, 4).join('; ');
}

/** A branch is not meant if the value that decides, such as `result`, is not its own; unless that holds for all. */
function meant(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const branch = ({ schemaPath }: ErrorObject): string => schemaPath.replace(/\/(properties|required|type)\b.*$/, '');
  const others = new Set(errors.filter(({ keyword }) => ['const', 'enum'].includes(keyword)).map(branch));
  const left = errors.filter((error) => !others.has(branch(error)));
  return left.length > 0 ? left : errors;
}

const depth = ({ instancePath }: ErrorObject): number => instancePath.split('/').length;
