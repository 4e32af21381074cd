/**
 * The code of a function as lines to show: what is shown is what is run.
 * Expects an arrow function without parameters, an expression of one line or a block, as `tsc` writes it: four spaces
 * a level. What it gives is awaited.
 */
export function codeOf(run: () => unknown): string[] {
  const source = run.toString().replace(/^(async )?\(\) =>\s*/, '');
  if (!source.startsWith('{')) return [`await ${source}`];
  const inside = source.slice(1, source.lastIndexOf('}'));
  const lines = inside.split('\n').filter((line) => line.trim() !== '');
  const margin = Math.min(...lines.map(depthOf));
  return lines.map((line) => ' '.repeat((depthOf(line) - margin) / 2) + line.trim());
}

function depthOf(line: string): number {
  return line.search(/\S/);
}
