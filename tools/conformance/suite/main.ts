import { QUnit, type TestEnd } from './qunit.ts';
import type { Adapter, Env, TestResult } from './env.ts';
import { createSuite, skipped } from './suite.ts';
import { diagnostics } from './themes/diagnostics.ts';
import { errors } from './themes/errors.ts';
import { files } from './themes/files.ts';
import { flow } from './themes/flow.ts';
import { oauth } from './themes/oauth.ts';
import { pages } from './themes/pages.ts';
import { redirects } from './themes/redirects.ts';
import { rest } from './themes/rest.ts';
import { runtime, unhandled } from './themes/runtime.ts';
import { secrets } from './themes/secrets.ts';
import { sessions } from './themes/sessions.ts';
import { signIn } from './themes/sign-in.ts';
import { testwiki } from './themes/testwiki.ts';
import { tokens } from './themes/tokens.ts';
import { waits } from './themes/waits.ts';

export type { Adapter, Env, TestResult } from './env.ts';

/** Rejections that nobody has handled, by their promises. */
export type Unhandled = Map<Promise<unknown>, unknown>;

/**
 * Runs the suite. Once in a process or page.
 * @param watch begins to note rejections that nobody has handled
 */
export async function conform(
  adapter: Adapter,
  env: Env,
  watch: (unhandled: Unhandled) => void,
): Promise<TestResult[]> {
  const suite = createSuite(adapter, env);
  const rejections: Unhandled = new Map();
  watch(rejections);
  runtime(suite);
  for (const theme of [
    signIn,
    flow,
    tokens,
    rest,
    pages,
    sessions,
    errors,
    secrets,
    redirects,
    files,
    waits,
    diagnostics,
    testwiki,
    oauth,
  ])
    theme(suite);
  unhandled(suite, rejections);

  const results: TestResult[] = [];
  QUnit.on('testEnd', ({ fullName, status, runtime: milliseconds, errors: found }) => {
    const name = fullName.join(' > ');
    const reason = skipped.get(name);
    results.push({
      name,
      status: status === 'todo' ? 'failed' : status,
      milliseconds: Math.round(milliseconds),
      ...(reason !== undefined && { reason }),
      errors: found.map(describe),
    });
  });
  await new Promise<void>((resolve) => {
    QUnit.on('runEnd', resolve);
    QUnit.start();
  });
  return results;
}

function describe({ message, actual, expected, stack }: TestEnd['errors'][number]): string {
  const values = [
    ['expected', expected],
    ['actual', actual],
  ].flatMap(([name, value]) => (value === undefined ? [] : [`${String(name)}: ${QUnit.dump.parse(value)}`]));
  const where = stack
    ?.split('\n')
    .find((line) => /themes|suite\.js/.test(line))
    ?.trim();
  return [message ?? 'failed', ...values, ...(where ? [where] : [])].join('\n');
}
