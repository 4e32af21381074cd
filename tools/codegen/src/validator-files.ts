/** Which messages core validates, and the module for each. */
import { selfContained } from './bundle.ts';
import type { CoreType } from './core-types.ts';
import { rewrite, type Schema, type Spec } from './load.ts';
import { validators } from './validators.ts';

/** Answers of whole modules and routes; what a submodule of query answers is part of what query does. */
const isAnswer = (message: string): boolean => /^(?!main\.)[^+]+\.response$/.test(message);

/** What of an answer decides a sign-in: core checks it alone, where the whole answer would make a validator many times as large. */
const parts = ['AuthResponse', 'AuthManagerInfo', 'LoginResult'] as const;

/** Properties of these that core does not read, or takes whatever they are: texts for people, and what only old wikis send. */
const unread: ReadonlySet<string> = new Set(
  `account blockinfo cookieprefix details haspreservedstate hasprimarypreservedstate help label lgtoken message
  preservedusername provider reason redirectdata securitysensitiveoperationstatus sessionid value wait`.split(/\s+/),
);

export async function validatorFiles(spec: Spec, coreTypes: readonly CoreType[]): Promise<[string, string][]> {
  const answers = Object.entries(spec.messages)
    .filter(([message]) => isAnswer(message))
    .map(async ([message, type]): Promise<[string, string]> => {
      const schema = selfContained(spec.schemas[type] as Schema, spec.schemas);
      const from = message.startsWith('rest.') ? '../rest.ts' : '../action.ts';
      return [`validators/${message}.ts`, await validators(schema, [{ name: 'validate', type, from }])];
    });
  const refs = { anyOf: parts.map((type) => ({ $ref: `#/$defs/${type}` })) };
  const read = Object.entries(spec.schemas).map(([name, schema]) => [name, whatIsRead(schema)]);
  const ofParts = validators(
    selfContained(refs, Object.fromEntries(read)),
    parts.map((type) => ({ name: `validate${type}`, type, from: '../action.ts', definition: type })),
  );
  const $defs = Object.assign(
    {},
    ...coreTypes.map(({ type, schema: { $defs: uses, ...own } }) => ({ ...(uses as Schema), [type]: own })),
  );
  const ofCore = validators(
    { $defs },
    coreTypes.map(({ type, file }) => ({ name: `validate${type}`, type, from: `../../${file}`, definition: type })),
  );
  return [
    ['validator.ts', validatorType],
    ['validators.ts', allValidators(spec)],
    ...(await Promise.all(answers)),
    ['validators/sign-in.ts', await ofParts],
    ['validators/core.ts', await ofCore],
  ];
}

/** Without what decides nothing in core, and without conditions: what only some requests of some extensions have. */
const whatIsRead = (schema: Schema): Schema =>
  rewrite(schema, ({ allOf, properties, ...rest }) => ({
    ...rest,
    ...(Array.isArray(allOf) && without((allOf as Schema[]).filter((part) => !part['if']))),
    ...(properties !== undefined && {
      properties: Object.fromEntries(Object.entries(properties as Schema).filter(([name]) => !unread.has(name))),
    }),
  })) as Schema;

const without = (allOf: Schema[]): Schema => (allOf.length > 0 ? { allOf } : {});

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
