import {
  ApiError,
  FlowError,
  HttpError,
  LoginError,
  MwkitError,
  NetworkError,
  RestError,
  UsageError,
} from '@mwkit/node';
import { CliError, Interrupted, isParseError } from './errors.ts';

/** What the exit code says. Part of the interface: scripts rely on it. */
export const exitCodes = {
  ok: 0,
  refused: 1,
  usage: 2,
  notSignedIn: 3,
  noWiki: 4,
  unexpected: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** For `mwkit --help`. */
export const exitCodeTexts: readonly (readonly [code: ExitCode, text: string])[] = [
  [exitCodes.ok, 'it worked'],
  [exitCodes.refused, 'the wiki refused the call, or --check found a file out of date'],
  [exitCodes.usage, 'the command line is wrong, or something is missing in it'],
  [exitCodes.notSignedIn, 'the sign-in failed, there is no session, or the wiki has ended it'],
  [exitCodes.noWiki, 'the network failed, or there is no wiki at that URL'],
  [exitCodes.unexpected, 'something else failed'],
  [exitCodes.interrupted, 'interrupted by Ctrl-C'],
];

const sessionCodes: readonly string[] = ['session-damaged', 'session-too-new', 'session-of-other-wiki'];

export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof Interrupted) return exitCodes.interrupted;
  if (isParseError(error)) return exitCodes.usage;
  if (error instanceof CliError && error.signIn) return exitCodes.notSignedIn;
  if (error instanceof CliError) return error.answer ? exitCodes.refused : exitCodes.usage;
  // its class is loaded where it is needed only
  if (error instanceof MwkitError && error.name === 'OAuthError') return exitCodes.notSignedIn;
  // a flow that cannot go on has lost its session
  if (error instanceof LoginError || error instanceof FlowError) return exitCodes.notSignedIn;
  if (error instanceof UsageError) return sessionCodes.includes(error.code) ? exitCodes.notSignedIn : exitCodes.usage;
  if (error instanceof ApiError || error instanceof RestError) return exitCodes.refused;
  if (error instanceof HttpError || error instanceof NetworkError) return exitCodes.noWiki;
  return error instanceof MwkitError ? exitCodes.refused : exitCodes.unexpected;
}
