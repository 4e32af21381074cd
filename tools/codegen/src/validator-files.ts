/** Which messages core validates, and the module for each. */
import { selfContained } from './bundle.ts';
import type { CoreType } from './core-types.ts';
import { rewrite, type Schema, type Spec } from './load.ts';
import { validator, validatorsOf } from './validators.ts';

/** Answers of whole modules and routes; what a submodule of query answers is part of what query does. */
const isAnswer = (message: string): boolean => /^(?!main\.)[^+]+\.response$/.test(message);

/** Parts of answers that core checks alone, where the whole answer would make a validator many times as large. */
const parts = { 'login.result': 'LoginResult' } as const;

/** Such parts that have much in common; without what only some requests of some extensions have. */
const sharedParts = { auth: ['AuthResponse', 'AuthManagerInfo'] } as const;

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
  const shared = Object.entries(sharedParts).map(async ([file, types]): Promise<[string, string]> => {
    const refs = { anyOf: types.map((type) => ({ $ref: `#/$defs/${type}` })) };
    const schema = withoutConditions(selfContained(refs, spec.schemas));
    return [`validators/${file}.ts`, await validatorsOf(schema, types, '../action.ts')];
  });
  const files = [...answers, ...inCore].map(async ({ message, type, schema, from }): Promise<[string, string]> => [
    `validators/${message}.ts`,
    await validator(schema, type, from),
  ]);
  return [
    ['validator.ts', validatorType],
    ['validators.ts', allValidators(spec)],
    ...(await Promise.all([...files, ...shared])),
  ];
}

const withoutConditions = (schema: Schema): Schema =>
  rewrite(schema, (object) => {
    if (!Array.isArray(object['allOf'])) return object;
    const { allOf, ...rest } = object;
    const kept = (allOf as Schema[]).filter((part) => !part['if']);
    return kept.length > 0 ? { ...rest, allOf: kept } : rest;
  }) as Schema;

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
  Object.entries(spec.openapi['rest']?.['paths'] as unknown as RestPaths).flatMap(([route, methods]) =>
    Object.entries(methods).flatMap(([method, { operationId, 'x-mediawiki': hints }]): [string, string][] =>
      operationId === undefined ? [] : [[`${method.toUpperCase()} ${route}`, `rest.${hints?.message ?? operationId}`]],
    ),
  );

interface RestPaths {
  readonly [route: string]: { readonly [method: string]: RestOperation };
}

interface RestOperation {
  readonly operationId?: string;
  /** `message`: it answers as this operation of another path does. */
  readonly 'x-mediawiki'?: { readonly message?: string };
}

const validatorType = `/** Says whether data is what the spec describes; if not, \`errors\` says why, until the next call. */
export interface Validator<T> {
  (data: unknown): data is T;
  errors?: readonly { instancePath: string; message?: string; params?: { readonly [name: string]: unknown } }[] | null;
}
`;
