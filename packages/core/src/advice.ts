import { catalogue } from './generated/errors.ts';

/** What `spec/errors.yaml` says to do about an error code; empty for a code that it does not know. */
export function adviceFor(code: string): string {
  const entry =
    catalogue.find(({ codes }) => codes.split(' ').includes(code)) ??
    catalogue.find(({ codes }) => codes.split(' ').some((pattern) => matches(pattern, code)));
  return entry?.advice ?? '';
}

/** `abusefilter-*` stands for every code that begins so. */
function matches(pattern: string, code: string): boolean {
  const [before, after] = pattern.split('*');
  return before !== undefined && after !== undefined && code.startsWith(before) && code.endsWith(after);
}
