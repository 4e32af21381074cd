/** The table of modules, and which types belong to an action. */
import { bundleDocument } from './bundle.ts';
import { rewrite, typeName, type Schema, type Spec } from './load.ts';

interface Hints {
  readonly action: string;
  readonly submodule?: string;
  readonly write?: boolean;
  readonly token?: { readonly parameter: string; readonly type: string };
}

interface Operation {
  readonly method: 'GET' | 'POST';
  readonly hints: Hints;
}

/** The operations of action.yaml that stand for a whole action, without those for a submodule of `query`. */
function actions(spec: Spec): { [action: string]: Operation } {
  const found: { [action: string]: Operation } = {};
  for (const item of Object.values(spec.openapi['action']?.['paths'] as Schema)) {
    for (const method of ['get', 'post'] as const) {
      const operation = (item as Schema)[method] as Schema | undefined;
      const hints = operation?.['x-mediawiki'] as unknown as Hints | undefined;
      if (!hints || hints.submodule) continue;
      found[hints.action] = { method: method === 'get' ? 'GET' : 'POST', hints };
    }
  }
  return found;
}

/** The parameters of a request (the name of its type, or of a part of it) that mwkit fills in. */
export function filledIn(spec: Spec): (type: string) => readonly string[] {
  const found = Object.entries(actions(spec));
  const tokens = found.flatMap(([, { hints }]) => hints.token?.parameter ?? []);
  // what is called `token` in a module that takes none, such as checktoken, is the caller's
  const without = found.flatMap(([action, { hints }]) => (hints.token ? [] : requestType(action)));
  return (type) => ['action', ...(without.includes(type) ? [] : tokens)];
}

const requestType = (action: string): string => typeName(`${action}.request`);

/** The parameters of a request that must not be seen, passwords and tokens; and whether it takes fields under any name. */
function parameters(spec: Spec, action: string): { readonly secret: readonly string[]; readonly fields?: true } {
  const $ref = `#/components/schemas/${requestType(action)}`;
  const names = new Set<string>();
  let fields: true | undefined;
  rewrite(bundleDocument({ components: {}, $ref }, spec.schemas), (object) => {
    if ((object['x-mediawiki'] as Schema | undefined)?.['anyParameter']) fields = true;
    for (const [name, property] of Object.entries((object['properties'] ?? {}) as Schema)) {
      if (((property as Schema)['x-mediawiki'] as Schema | undefined)?.['secret'] === true) names.add(name);
    }
    return object;
  });
  const secret = [...names].toSorted();
  return fields ? { secret, fields } : { secret };
}

export function modules(spec: Spec): string {
  const rows = Object.entries(actions(spec)).map(([action, { method, hints }]) => {
    const info = { method, write: hints.write === true, token: hints.token, ...parameters(spec, action) };
    return `  ${action}: ${JSON.stringify(info)},`;
  });
  const names = Object.keys(actions(spec));
  const typesOf = names.map(
    (action) => `  ${action}: { request: ${typeName(action)}Request; response: ${typeName(action)}Response };`,
  );
  const imports = names.flatMap((action) => [`${typeName(action)}Request`, `${typeName(action)}Response`]);
  return `import type { ${imports.join(', ')} } from './action.ts';

export interface ModuleInfo {
  /** How it must be called; a read may also be posted. */
  readonly method: 'GET' | 'POST';
  /** It changes something, and must not be sent again unless it surely was not carried out. */
  readonly write: boolean;
  /** The token that it takes, and in which parameter. */
  readonly token?: { readonly parameter: string; readonly type: string };
  /** Parameters that must be in the body, and never in a log. */
  readonly secret: readonly string[];
  /** It also takes the fields of AuthManager's requests, under whatever name they have; any of them may be secret. */
  readonly fields?: true;
}

/** What mwkit knows of the modules beforehand; of any other, the wiki's \`action=paraminfo\` tells. */
export const modules: { readonly [action: string]: ModuleInfo } = {
${rows.join('\n')}
};

/** What each module takes and answers; errors are thrown, so they are not part of the answer. */
export interface ActionTypes {
${typesOf.join('\n')}
}
`;
}
