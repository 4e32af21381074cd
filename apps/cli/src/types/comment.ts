import { wrap } from '../wrap.ts';

const width = 116;

/** A documentation comment. @param indent what each of its lines begins with */
export function comment(lines: readonly string[], indent = ''): string {
  const safe = lines
    .filter((line) => line !== '')
    .flatMap((line, index) => {
      const wrapped = wrap(line.replaceAll('*/', '*\\/'), width - indent.length);
      // tags need no line between them
      return index > 0 && !line.startsWith('@') ? ['', ...wrapped] : wrapped;
    });
  if (safe.length === 0) return '';
  const [only = ''] = safe;
  if (safe.length === 1) return `${indent}/** ${only} */\n`;
  return `${indent}/**\n${safe.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`;
}

/** Text of a wiki, none of which is taken for a tag. */
export const prose = (text: string): string => text.replace(/^@/gm, '\\@');

/** A text as a literal. Whatever a wiki says, it stays one. */
export const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&').replace(breaks, escaped)}'`;

/** What ends a line, or would be seen as something else than it is. */
const breaks = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

const escaped = (character: string): string => `\\u{${character.codePointAt(0)?.toString(16)}}`;

/** A text for a comment of one line. */
export const oneLine = (text: string): string => text.replace(breaks, ' ');

/** A name of a property, in quotes where it must be. */
export const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name));

/** `query+allpages` -> `QueryAllpages` */
export const typeName = (name: string): string =>
  name
    .split(/[^A-Za-z0-9]+/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')
    .replace(/^(?=\d)/, '_');
