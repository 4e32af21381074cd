/** Which messages core validates, and the module for each. */
import { selfContained } from './bundle.ts';
import type { CoreType } from './core-types.ts';
import type { Schema, Spec } from './load.ts';
import { validator } from './validators.ts';

const isAnswer = (message: string): boolean =>
  (message.endsWith('.response') && message !== 'main.response') || ['ApiErrors', 'rest.error'].includes(message);

/** Parts of answers that core checks alone, where the whole answer would make a validator many times as large. */
const parts = { 'login.result': 'LoginResult' } as const;

export async function validatorFiles(spec: Spec, coreTypes: readonly CoreType[]): Promise<[string, string][]> {
  const messages = [
    ...Object.entries(spec.messages).filter(([message]) => isAnswer(message)),
    ...Object.entries(parts),
  ];
  const answers = messages.map(([message, type]) => ({
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
  return [['validator.ts', validatorType], ['validators.ts', allValidators(spec)], ...(await Promise.all(files))];
}

/** One table of the validators of all modules and routes, by what the option `validators` of core calls them. */
function allValidators(spec: Spec): string {
  const answered = [...actionModules(spec), ...restRoutes(spec)].filter(
    ([, message]) => `${message}.response` in spec.messages,
  );
  const named = answered.map(([key, message], index) => ({
    key,
    message,
    name: `validate${index}`,
  }));
  return `import type { Validator } from './validator.ts';
${named.map(({ message, name }) => `import { validate as ${name} } from './validators/${message}.response.ts';`).join('\n')}

/** Checks for the answers of all modules and routes that the spec knows. */
export const validators: { readonly [moduleOrRoute: string]: Validator<unknown> } = {
${named.map(({ key, name }) => `  '${key}': ${name},`).join('\n')}
};
`;
}

/** `edit` -> `edit` */
const actionModules = (spec: Spec): [string, string][] =>
  Object.keys(spec.messages)
    .filter((message) => message.endsWith('.response') && !/^(main|rest)\.|\+/.test(message))
    .map((message) => message.slice(0, -'.response'.length))
    .map((module) => [module, module]);

/** `GET /v1/page/{title}` -> `rest.getPage` */
const restRoutes = (spec: Spec): [string, string][] =>
  Object.entries(
    (spec.openapi.rest as { paths: { [route: string]: { [method: string]: { operationId?: string } } } }).paths,
  ).flatMap(([route, methods]) =>
    Object.entries(methods).flatMap(([method, { operationId }]): [string, string][] =>
      operationId === undefined ? [] : [[`${method.toUpperCase()} ${route}`, `rest.${operationId}`]],
    ),
  );

const validatorType = `/** Says whether data is what the spec describes; if not, \`errors\` says why, until the next call. */
export interface Validator<T> {
  (data: unknown): data is T;
  errors?: readonly { instancePath: string; message?: string; params?: { readonly [name: string]: unknown } }[] | null;
}
`;
