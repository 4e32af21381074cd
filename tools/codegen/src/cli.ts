/** What of the spec `mwkit types` goes by: which answers it knows, and which routes a version has. */
import type { Json, Schema, Spec } from './load.ts';

interface Hints {
  readonly action: string;
  readonly submodule?: string;
  readonly since?: string;
  readonly off?: boolean;
}

interface Operation {
  readonly path: string;
  readonly method: string;
  readonly hints: Partial<Hints>;
}

function operations(document: Schema, methods: readonly string[]): Operation[] {
  return Object.entries(document['paths'] as Schema).flatMap(([path, item]) =>
    Object.entries(item as Schema)
      .filter(([method]) => methods.includes(method))
      .map(([method, operation]) => ({
        path,
        method,
        hints: ((operation as { [key: string]: Json })['x-mediawiki'] ?? {}) as Partial<Hints>,
      })),
  );
}

export function knownToCli(spec: Spec): string {
  const modules = operations(spec.openapi['action'] as Schema, ['get', 'post']).flatMap(
    ({ hints }) => hints.submodule ?? hints.action ?? [],
  );
  const routes = operations(spec.openapi['rest'] as Schema, ['get', 'post', 'put'])
    // the entry and a stand-in for what no wiki has
    .filter(({ path }) => path !== '/' && path !== '/{route}')
    .map(({ path, method, hints: { since, off } }) => ({
      route: path,
      method,
      ...(since && { since }),
      ...(off && { off }),
    }));
  return `/** Modules whose answers the spec knows. */
export const knownModules: readonly string[] = ${JSON.stringify(modules.toSorted())};

export interface KnownRoute {
  readonly route: string;
  readonly method: string;
  /** The version that it came with, if that is later than 1.35. */
  readonly since?: string;
  /** Only on wikis that are set up so. */
  readonly off?: boolean;
}

/** REST routes that the spec knows. */
export const knownRoutes: readonly KnownRoute[] = [
${routes.map((route) => `  ${JSON.stringify(route)},`).join('\n')}
];
`;
}
