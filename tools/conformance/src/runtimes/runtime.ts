import type { Env, Runtime, TestResult } from '../../suite/env.ts';

/** What every runtime needs to run the suite. */
export interface Bench {
  /** Where the bundles lie, and what else a runtime needs is written. */
  readonly folder: string;
  /** A PEM file: the authority of the helper server's certificate. */
  readonly authority: string;
  readonly onProgress: (text: string) => void;
}

/** A runtime that can be run here. */
export interface Found extends AsyncDisposable {
  readonly name: Runtime;
  /** What it says its version is; empty where it says none. */
  readonly version: string;
  /** Whether it is a browser's page. */
  readonly page: boolean;
  /** @throws Error with what the runtime said, where it ended without a result */
  run(env: Env, origin: string): Promise<TestResult[]>;
}

/** A runtime that is not here, and why. */
export interface Missing {
  readonly name: Runtime;
  readonly missing: string;
}

/** The results are the one line that begins with `@@`. @throws Error with the last lines of the output, where there is none */
export function resultsOf(output: string, errors: string): TestResult[] {
  const line = output.split('\n').find((text) => text.startsWith('@@'));
  if (line) return JSON.parse(line.slice(2)) as TestResult[];
  throw new Error(`it ended without a result:\n${`${output}\n${errors}`.trim().split('\n').slice(-15).join('\n')}`);
}
