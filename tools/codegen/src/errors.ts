/** The catalogue of errors.yaml: published whole as JSON, and as a table of advice for core. */
import type { Json, Schema, Spec } from './load.ts';

export const errorsJson = (spec: Spec): Json => spec.errors;

export function errorCatalogue(spec: Spec): string {
  const { errors } = spec.errors as { errors: Schema[] };
  const rows = errors.map(({ codes, advice }) => {
    const row = { codes: (codes as string[]).join(' '), advice };
    return `  ${JSON.stringify(row)},`;
  });
  return `/** What to do about error codes. Their meanings are in @mwkit/spec/errors.json: kept out of here to keep core small. */
export const catalogue: readonly {
  /** Separated by spaces; \`*\` stands for any text. */
  readonly codes: string;
  /** What to do next, said to a developer or user. */
  readonly advice: string;
}[] = [
${rows.join('\n')}
];
`;
}
