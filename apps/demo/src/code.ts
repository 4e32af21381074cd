/**
 * The code of a function as lines to show: what is shown is what is run.
 * Expects an arrow function without parameters, as `tsc` writes it: four spaces a level. Its result will be awaited.
 */
export function codeOf(run: () => unknown): string[] {
  const source = run
    .toString()
    .replace(/^async \(\) =>\s*/, '')
    .replace(/^\(\) =>\s*/, 'await ');
  const block = source.startsWith('{');
  const lines = (block ? source.slice(1, source.lastIndexOf('}')) : source)
    .split('\n')
    .filter((line) => line.trim() !== '');
  const margins = lines.slice(block ? 0 : 1).map((line) => line.search(/\S/));
  const margin = margins.length === 0 ? 0 : Math.min(...margins);
  return lines.map((line, index) => (index === 0 && !block ? line : unindented(line, margin)));
}

function unindented(line: string, margin: number): string {
  const rest = line.slice(margin);
  const depth = rest.search(/\S/);
  return ' '.repeat(depth / 2) + rest.trimStart();
}
