import type { Revision } from '../pages.ts';
import type { State } from '../state.ts';
import { RestError, json } from './errors.ts';
import { findRevision } from './read-revision.ts';

type Params = Readonly<Record<string, string>>;

const bytes = (text: string): number => new TextEncoder().encode(text).length;

interface Line {
  readonly text: string;
  readonly offset: number;
}

function lines(text: string): Line[] {
  let offset = 0;
  return text.split('\n').map((line) => {
    const at = { text: line, offset };
    offset += bytes(line) + 1;
    return at;
  });
}

function side(revision: Revision): object {
  const headings = lines(revision.text).filter(({ text }) => /^(={1,6}).+\1\s*$/u.test(text));
  return {
    id: revision.id,
    slot_role: 'main',
    sections: headings.map(({ text, offset }) => ({
      level: /^=+/u.exec(text)?.[0].length ?? 1,
      heading: text,
      offset,
    })),
  };
}

/** Lines that only one side has; 0 is in both, 1 was added, 2 deleted. */
function diff(from: readonly Line[], to: readonly Line[]): object[] {
  const before = new Map(from.map((line) => [line.text, line]));
  const after = new Set(to.map(({ text }) => text));
  const added = to.map(({ text, offset }, i) => {
    const same = before.get(text);
    return { type: same ? 0 : 1, lineNumber: i + 1, text, offset: { from: same?.offset ?? null, to: offset } };
  });
  const deleted = from.filter(({ text }) => !after.has(text));
  return [...added, ...deleted.map(({ text, offset }) => ({ type: 2, text, offset: { from: offset, to: null } }))];
}

/** GET /v1/revision/{from}/compare/{to}: line by line, where MediaWiki also marks words. */
export function compare(state: State, { from = '', to = '' }: Params): Response {
  const sides = Object.entries({ from, to }).map(([name, id]) => {
    const found = findRevision(state, id, name);
    if (found) return found.revision;
    const text = `The revision specified by the ${name} parameter does not exist.`;
    throw new RestError(404, 'rest-compare-nonexistent', text);
  });
  const [before, after] = sides as [Revision, Revision];
  return json({ from: side(before), to: side(after), diff: diff(lines(before.text), lines(after.text)) });
}
