import { clean } from './saved-text.ts';

/** A text, and what became of it. */
export type Change = readonly [before: string, after: string];

/**
 * Whether the second change may be the first, put by the wiki upon another text: a wiki with `$wgDiff3` merges edits of different
 * places by lines, without a word (https://www.mediawiki.org/wiki/Manual:$wgDiff3).
 */
export function isMerge(sent: Change, saved: Change): boolean {
  return linesOf(sent) === linesOf(saved);
}

/** Which lines are there more or less often than before, and by how much. */
function linesOf([before, after]: Change): string {
  const counts = new Map<string, number>();
  const count = (text: string, by: number) => {
    for (const line of clean(text).split('\n')) counts.set(line, (counts.get(line) ?? 0) + by);
  };
  count(before, -1);
  count(after, 1);
  const changed = [...counts].filter(([, times]) => times !== 0).map(([line, times]) => `${times} ${line}`);
  return changed.toSorted().join('\n');
}
