/** The catalogue of errors.yaml: published whole as JSON, and as a compact table for core. */
import type { Json, Schema, Spec } from './load.ts';

export const errorsJson = (spec: Spec): Json => spec.errors;

export function errorCatalogue(spec: Spec): string {
  const { actions, errors } = spec.errors as { actions: { [name: string]: string }; errors: Schema[] };
  const rows = errors.map((entry) => {
    const { codes, meaning, advice } = entry;
    const row = { codes: (codes as string[]).join(' '), do: entry['do'], meaning, advice };
    return `  ${JSON.stringify(row)},`;
  });
  const kinds = Object.entries(actions).map(([name, text]) => `  /** ${text} */\n  | '${name}'`);
  return `/** What a program should do about an error. */
export type ErrorAction =
${kinds.join('\n')};

export interface ErrorEntry {
  /** The codes, separated by spaces; \`*\` stands for any text. */
  readonly codes: string;
  readonly do: ErrorAction;
  /** What happened. */
  readonly meaning: string;
  /** What to do next, said to a developer or user. */
  readonly advice: string;
}

export const catalogue: readonly ErrorEntry[] = [
${rows.join('\n')}
];
`;
}
