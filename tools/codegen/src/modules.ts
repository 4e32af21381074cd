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

/** The names of all token parameters. */
export const tokenParameters = (spec: Spec): string[] =>
  Object.values(actions(spec)).flatMap(({ hints: { token } }) => token?.parameter ?? []);

/** The parameters of a request that must not be seen: passwords and tokens. */
function secrets(spec: Spec, action: string): string[] {
  const request = typeName(`${action}.request`);
  const document = bundleDocument({ components: {}, $ref: `#/components/schemas/${request}` }, spec.schemas);
  const names = new Set<string>();
  rewrite(document, (object) => {
    for (const [name, property] of Object.entries((object['properties'] ?? {}) as Schema)) {
      if (((property as Schema)['x-mediawiki'] as Schema | undefined)?.['secret'] === true) names.add(name);
    }
    return object;
  });
  return [...names].toSorted();
}

export function modules(spec: Spec): string {
  const rows = Object.entries(actions(spec)).map(([action, { method, hints }]) => {
    const info = { method, write: hints.write === true, token: hints.token, secret: secrets(spec, action) };
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
