import { MwkitError } from '@mwkit/node';

/** Something that is wrong on this side: in the command line, or with the saved sessions. */
export class CliError extends MwkitError {
  override name = 'CliError';

  constructor(code: string, what: string, advice = '') {
    super(what, code, advice);
  }

  /** Whether signing in would mend it. */
  get signIn(): boolean {
    return ['not-signed-in', 'session-ended', 'session-damaged'].includes(this.code);
  }
}

/** Ctrl-C, at a prompt or while a request runs. */
export class Interrupted extends Error {
  override name = 'Interrupted';

  constructor() {
    super('Interrupted.');
  }
}

/** citty does not export the class of what it throws for a command line that it cannot read. */
export function isParseError(error: unknown): error is Error {
  return error instanceof Error && error.name === 'CLIError';
}
