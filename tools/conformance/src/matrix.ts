import type { Runtime, TestResult } from '../suite/env.ts';

/** One runtime against one wiki. */
export interface Run {
  readonly runtime: Runtime;
  readonly wiki: string;
  readonly seconds: number;
  readonly tests: readonly TestResult[];
  /** Why there are no tests, where it broke. */
  readonly broken?: string;
}

const count = ({ tests }: Run, status: TestResult['status']) => tests.filter((test) => test.status === status).length;

/** Passed, failed and skipped tests; a run that broke is one failure. */
export function totals(runs: readonly Run[]): { passed: number; failed: number; skipped: number } {
  const sum = (status: TestResult['status']) => runs.reduce((total, run) => total + count(run, status), 0);
  const broken = runs.filter((run) => run.broken !== undefined).length;
  return { passed: sum('passed'), failed: sum('failed') + broken, skipped: sum('skipped') };
}

/** Runtimes down, wikis across. */
export function matrix(runs: readonly Run[], runtimes: readonly Runtime[], wikis: readonly string[]): string {
  const cell = (runtime: Runtime, wiki: string) => {
    const run = runs.find((one) => one.runtime === runtime && one.wiki === wiki);
    if (!run) return '-';
    if (run.broken !== undefined) return 'BROKEN';
    const [failed, skipped] = [count(run, 'failed'), count(run, 'skipped')];
    const parts = [`${count(run, 'passed')} passed`, failed && `${failed} FAILED`, skipped && `${skipped} skipped`];
    return `${parts.filter(Boolean).join(', ')}  ${run.seconds.toFixed(1)} s`;
  };
  return table([['', ...wikis], ...runtimes.map((runtime) => [runtime, ...wikis.map((wiki) => cell(runtime, wiki))])]);
}

/** Columns as wide as their widest cell. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('   ')
        .trimEnd(),
    )
    .join('\n');
}

/** Each failure with its name and message. */
export function failures(runs: readonly Run[]): string {
  const lines = runs.flatMap((run) => [
    ...(run.broken === undefined ? [] : [`FAILED  ${run.runtime} x ${run.wiki}\n${indent(run.broken)}`]),
    ...run.tests
      .filter(({ status }) => status === 'failed')
      .map(({ name, errors }) => `FAILED  ${run.runtime} x ${run.wiki}: ${name}\n${indent(errors.join('\n'))}`),
  ]);
  return lines.join('\n');
}

/** What was skipped, by reason. */
export function skips(runs: readonly Run[]): string {
  const reasons = new Map<string, Map<string, Set<string>>>();
  for (const { runtime, tests } of runs) {
    for (const { name, reason } of tests) {
      if (reason === undefined) continue;
      const ofReason = reasons.get(reason) ?? new Map<string, Set<string>>();
      reasons.set(reason, ofReason.set(name, (ofReason.get(name) ?? new Set()).add(runtime)));
    }
  }
  return [...reasons]
    .map(([reason, tests]) => {
      const lines = [...tests].map(([name, where]) => `    ${name} (${[...where].join(', ')})`);
      return `  ${reason}:\n${lines.join('\n')}`;
    })
    .join('\n');
}

const indent = (text: string) => text.replace(/^/gm, '        ');
