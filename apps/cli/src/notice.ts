import { paint } from './output.ts';
import { wrap } from './wrap.ts';

const marks = { info: ['cyan', '●'], problem: ['yellow', '▲'], done: ['green', '◆'] } as const;

/** Says something between two questions, on stderr. `text` must be `readable` where it comes from a wiki. */
export function notice(kind: keyof typeof marks, text: string): void {
  const [colour, mark] = marks[kind];
  const [first = '', ...others] = indented(text);
  const lines = [`${paint(colour, mark, process.stderr)}${first.slice(1)}`, ...others];
  process.stderr.write(`${lines.join('\n')}\n`);
}

/** Lines as wide as the terminal, indented as what stands behind the mark of a question. */
export function indented(text: string): string[] {
  const width = Math.min(process.stderr.columns || 80, 100) - 4;
  return wrap(text, width).map((line) => `   ${line}`);
}
