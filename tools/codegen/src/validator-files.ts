/** Which messages core validates, and the module for each. */
import { selfContained } from './bundle.ts';
import type { CoreType } from './core-types.ts';
import type { Schema, Spec } from './load.ts';
import { validator } from './validators.ts';

const isAnswer = (message: string): boolean =>
  (message.endsWith('.response') && message !== 'main.response') || ['ApiErrors', 'rest.error'].includes(message);

export async function validatorFiles(spec: Spec, coreTypes: readonly CoreType[]): Promise<[string, string][]> {
  const answers = Object.entries(spec.messages)
    .filter(([message]) => isAnswer(message))
    .map(([message, type]) => ({
      message,
      type,
      schema: selfContained(spec.schemas[type] as Schema, spec.schemas),
      from: message.startsWith('rest.') ? '../rest.ts' : '../action.ts',
    }));
  const inCore = coreTypes.map((core) => ({ ...core, from: `../../${core.file}` }));
  const files = [...answers, ...inCore].map(async ({ message, type, schema, from }): Promise<[string, string]> => [
    `validators/${message}.ts`,
    await validator(schema, type, from),
  ]);
  return [['validator.ts', validatorType], ...(await Promise.all(files))];
}

const validatorType = `/** Says whether data is what the spec describes; if not, \`errors\` says why, until the next call. */
export interface Validator<T> {
  (data: unknown): data is T;
  errors?: readonly { instancePath: string; message?: string }[] | null;
}
`;
