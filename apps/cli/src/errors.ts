import { MwkitError } from '@mwkit/node';

const signInCodes: readonly string[] = [
  'not-signed-in',
  'session-ended',
  'session-damaged',
  'sign-in-failed',
  'needs-interaction',
  'needs-browser',
  'browser-timeout',
  'port-in-use',
  'other-user',
];

/** Something that is no error to the client: in the command line, with the saved sessions, or in an answer. */
export class CliError extends MwkitError {
  override name = 'CliError';

  /** What the wiki answered, where it refused without an error. */
  readonly answer?: object;

  constructor(code: string, what: string, advice = '', answer?: object) {
    super(what, code, advice);
    if (answer) this.answer = answer;
  }

  /** Whether it is about a sign-in: it failed, or would mend it. */
  get signIn(): boolean {
    return signInCodes.includes(this.code);
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
