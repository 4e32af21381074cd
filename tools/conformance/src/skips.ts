import type { Env, Runtime } from '../suite/env.ts';

interface Skip {
  readonly runtimes: readonly Runtime[];
  /** Of `theme > name`. */
  readonly test: RegExp;
  /** What a user would be told. */
  readonly reason: string;
}

const browsers: readonly Runtime[] = ['chromium', 'firefox'];
const workerds: readonly Runtime[] = ['workerd', 'workerd-2024'];

/** All that does not run somewhere. What is not in this list runs. */
const skips: readonly Skip[] = [
  {
    runtimes: browsers,
    test: /^errors > (nothing, the connection closed|a refused connection|a host that does not exist): /,
    reason: 'a browser tells a page that a request failed, and never why: the code is `network`',
  },
  {
    runtimes: workerds,
    test: /^errors > (nothing, the connection closed|a refused connection|a host that does not exist): /,
    reason: 'workerd has the same words for all three: the code is `network`',
  },
  {
    runtimes: browsers,
    test: /^errors > a write whose connection closed with no answer: /,
    reason: 'browsers themselves send a request again where a connection that they had kept open closes with no answer',
  },
  {
    runtimes: browsers,
    test: /^redirects > (30[12378] (keeps method and body|makes a \w+ of a))/,
    reason: 'a browser does not tell a page where a redirect leads, so a write that meets one is refused',
  },
  {
    runtimes: browsers,
    test: /^redirects > (in a circle|to what is not http)/,
    reason:
      'a browser follows redirects by itself, and tells a page of one that cannot be followed only that the request failed',
  },
  {
    runtimes: browsers,
    test: /^redirects > (a page's redirect to another origin|from https to http)/,
    reason: 'a page may read no page of another origin that does not allow it',
  },
  {
    runtimes: [...browsers, 'workerd-2024'],
    test: /^diagnostics > /,
    reason: 'there is no `node:diagnostics_channel`; Workers of 2024 have it with `nodejs_compat` only',
  },
  {
    runtimes: browsers,
    test: /^testwiki in memory > (signs in|refuses|asks)/,
    reason: 'a script in a page may not read Set-Cookie: there testwiki is for calls with a token',
  },
];

/** The tests that a runtime skips, with their reasons. */
export function skipsOf(runtime: Runtime): Env['skips'] {
  return skips
    .filter(({ runtimes }) => runtimes.includes(runtime))
    .map(({ test, reason }) => ({ test: test.source, reason }));
}

/** Entries of the list that match no test: what they name has gone, or is called otherwise now. */
export function stale(tests: Iterable<string>): string[] {
  const names = [...tests];
  return skips.filter(({ test }) => !names.some((name) => test.test(name))).map(({ test }) => String(test));
}
