// oxlint-disable-next-line import/no-named-as-default -- its types have no other
import QUnit from 'qunit';

declare global {
  interface QUnit {
    /** Of QUnit's own since 2.0, and missing from its types. */
    on(event: 'testEnd', listener: (test: TestEnd) => void): void;
    on(event: 'runEnd', listener: () => void): void;
  }
}

/** What QUnit tells of a test that has ended. */
export interface TestEnd {
  readonly fullName: readonly string[];
  readonly status: 'passed' | 'failed' | 'skipped' | 'todo';
  readonly runtime: number;
  readonly errors: readonly { message?: string; actual?: unknown; expected?: unknown; stack?: string }[];
}

QUnit.config.autostart = false;
QUnit.config.reorder = false;
QUnit.config.testTimeout = 30_000;
// the last test is about them; its types do not know it
Object.assign(QUnit.config, { ignoreUnhandledRejections: true });

export { QUnit };
