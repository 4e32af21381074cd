import { comment, key, oneLine, prose } from './comment.ts';
import { writeInterface } from './interface.ts';
import { interfacesOf } from './interfaces.ts';
import { type NamedUnion, ParameterTypes } from './parameter-type.ts';
import { isRead } from './paraminfo.ts';
import type { WikiDescription } from './read-wiki.ts';
import { writeRoute } from './routes.ts';

/** How a file begins that was written here. */
export const mark = '// Written by `mwkit types`.';
/** The same, with types of answers. */
export const inferredMark = '// Written by `mwkit types --infer`.';

/** Types of answers that the spec does not know. */
export interface Inferred {
  /** By module, what stands in its entry: `response: OpensearchResponse`. */
  readonly entries: ReadonlyMap<string, string>;
  readonly declarations: readonly string[];
}

/** The file: types of one wiki. The same wiki gives the same text. */
export function wikiFile(api: string, wiki: WikiDescription, inferred?: Inferred): string {
  const types = new ParameterTypes(wiki.modules);
  const interfaces = interfacesOf(wiki.modules, types);
  const actions = wiki.modules.filter(({ group }) => group === 'action');
  const entries = actions.map((module) => {
    const method = isRead(module) ? '' : "method: 'POST'; ";
    const request = interfaces.get(module.path)?.name;
    const answer = inferred?.entries.get(module.name) ?? '';
    return `    ${key(module.name)}: { ${method}request: ${request}${answer && `; ${answer}`} };\n`;
  });
  return [
    `${inferred ? inferredMark : mark} Do not change it: run that again.\n// ${oneLine(`${wiki.name}, ${api}, ${wiki.generator}`)}\n`,
    `${comment(['What this wiki has, for `createWiki<MyWiki>`.'])}export interface MyWiki {\n  actions: {\n${entries.join('')}  };\n  routes: {\n${wiki.routes.map(writeRoute).join('')}  };\n}\n`,
    helpers(wiki),
    ...types.named().map(writeUnion),
    ...Array.from(interfaces.values(), writeInterface),
    ...(inferred?.declarations ?? []),
  ].join('\n');
}

/** Types that parameters share. */
function helpers({ namespaces }: WikiDescription): string {
  const ids = namespaces.map(({ id }) => String(id));
  const spaces = namespaces.map(({ id, name }) => `${id} ${name === '' ? '(main)' : name}`).join(', ');
  return [
    comment(['One value, or several; each value goes over the wire as it is.']),
    'export type Multi<T> = T | readonly T[];\n\n',
    comment(['A time: ISO 8601, or what else the wiki takes for one.']),
    'export type Timestamp = string | Date;\n\n',
    comment([`The namespaces of this wiki: ${prose(spaces)}.`]),
    writeUnion({ name: 'Namespace', members: ids.length > 0 ? ids : ['number'] }),
    '\n',
    comment(['What a parameter of any name may be.']),
    'export type Value = string | number | boolean | Date | Blob | readonly (string | number)[] | undefined;\n\n',
    comment(['Parameters under names that begin with a prefix.']),
    'export type Prefixed<P extends string, T> = { [K in keyof T as K extends string ? `${P}${K}` : never]: T[K] };\n',
  ].join('');
}

/** As formatters break it. */
function writeUnion({ name, members }: NamedUnion): string {
  const line = `export type ${name} = ${members.join(' | ')};\n`;
  return line.length <= 121 ? line : `export type ${name} =\n  | ${members.join('\n  | ')};\n`;
}
