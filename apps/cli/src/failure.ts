import { inspect } from 'node:util';
import { MwkitError } from '@mwkit/node';
import { Interrupted, isParseError } from './errors.ts';
import { type ExitCode, exitCodeOf } from './exit-codes.ts';
import { asPainted, type OutputOptions, paint, visible } from './output.ts';
import { wrap } from './wrap.ts';

/**
 * Says what went wrong: with `--json` as `{"error": {...}}` on stdout, where the result would be; else on stderr.
 * @returns the exit code
 */
export function report(error: unknown, { json, verbose }: OutputOptions): ExitCode {
  const code = exitCodeOf(error);
  if (json) process.stdout.write(`${JSON.stringify({ error: { ...asData(error), exitCode: code } })}\n`);
  else process.stderr.write(`${asText(error)}\n`);
  if (verbose) process.stderr.write(`${paint('dim', inspect(error, { depth: 5 }), process.stderr)}\n`);
  return code;
}

function asData(error: unknown): { [key: string]: unknown } {
  if (error instanceof MwkitError) return error.toJSON();
  if (error instanceof Interrupted) return { message: error.message, name: error.name, code: 'interrupted' };
  if (isParseError(error)) return { message: plain(error.message), name: 'CliError', code: 'usage' };
  return { message: unexpected(error), name: 'Error', code: 'unexpected' };
}

function asText(error: unknown): string {
  if (error instanceof Interrupted) return error.message;
  const label = paint(['red', 'bold'], 'error:', process.stderr);
  if (isParseError(error)) return `${label} ${plain(error.message)}. See: mwkit --help`;
  if (!(error instanceof MwkitError)) return `${label} ${visible(unexpected(error))}`;
  const { message, advice } = error;
  const what = message.endsWith(advice) ? message.slice(0, message.length - advice.length).trimEnd() : message;
  return [`${label} ${visible(what)}`, ...(advice ? wrap(visible(advice), 97) : []).map((line) => `  ${line}`)].join(
    '\n',
  );
}

function plain(message: string): string {
  return asPainted(message, process.stderr);
}

/** E.g. a disk that is full. What is no error of mwkit's own and has no system call is a bug. */
function unexpected(error: unknown): string {
  if (error instanceof Error && 'syscall' in error) return error.message;
  return `Unexpected: ${error instanceof Error ? error.message : String(error)}. Please report it; --verbose shows more.`;
}
