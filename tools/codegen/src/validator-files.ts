/** Which messages core validates, and the module for each. */
import { selfContained } from './bundle.ts';
import type { Schema, Spec } from './load.ts';
import { validator } from './validators.ts';

const isAnswer = (message: string): boolean =>
  (message.endsWith('.response') && message !== 'main.response') || ['ApiErrors', 'rest.error'].includes(message);

export async function validatorFiles(spec: Spec): Promise<(readonly [string, string])[]> {
  const answers = Object.entries(spec.messages).filter(([message]) => isAnswer(message));
  const files = answers.map(async ([message, name]) => {
    const from = message.startsWith('rest.') ? '../rest.ts' : '../action.ts';
    const source = await validator(selfContained(spec.schemas[name] as Schema, spec.schemas), name, from);
    return [`validators/${message}.ts`, source] as const;
  });
  return [['validator.ts', validatorType] as const, ...(await Promise.all(files))];
}

const validatorType = `/** Says whether data is what the spec describes; if not, \`errors\` says why, until the next call. */
export interface Validator<T> {
  (data: unknown): data is T;
  errors?: readonly { instancePath: string; message?: string }[] | null;
}
`;
