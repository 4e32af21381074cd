import { knownRoutes } from '../generated/spec.ts';
import { key, quoted } from './comment.ts';

/** A REST route of a wiki: its methods, each with its types where the spec does not know them. */
export interface Route {
  readonly route: string;
  readonly methods: { readonly [method: string]: string | undefined };
}

/** The routes that MediaWiki has by default, by `MediaWiki 1.43.9`. */
export function routesOfVersion(generator: string): Route[] {
  const version = minor(generator.replace(/^MediaWiki /, ''));
  const has = knownRoutes.filter(({ since = '1.35', off }) => !off && version >= minor(since));
  return byRoute(has.map(({ route, method }) => ({ route, methods: { [method]: undefined } })));
}

const minor = (version: string): number => {
  const [, major = '0', of = '0'] = /^(\d+)\.(\d+)/.exec(version) ?? [];
  return Number(major) * 1000 + Number(of);
};

export const isKnown = (route: string, method: string): boolean =>
  knownRoutes.some((known) => known.route === route && known.method === method);

export function byRoute(routes: readonly Route[]): Route[] {
  const merged = new Map<string, Route>();
  for (const { route, methods } of routes)
    merged.set(route, { route, methods: { ...merged.get(route)?.methods, ...methods } });
  return [...merged.values()].toSorted((a, b) => (a.route < b.route ? -1 : 1));
}

/** A property of `routes`. */
export function writeRoute({ route, methods }: Route): string {
  const all = Object.entries(methods);
  const known = all.every(([, types]) => types === undefined);
  if (known) return `    ${quoted(route)}: ${all.map(([method]) => quoted(method)).join(' | ')};\n`;
  const described = all.map(([method, types]) => `      ${key(method)}: ${types ?? '{}'};\n`);
  return `    ${quoted(route)}: {\n${described.join('')}    };\n`;
}
