import { access, constants } from 'node:fs/promises';

/** A browser that can be started here. */
export interface Program {
  readonly program: string;
  /** Variables that it needs beside those of this process. */
  readonly env: Readonly<Record<string, string>>;
}

/** The first of these programs that is installed. */
export async function installed(...programs: string[]): Promise<Program | undefined> {
  for (const program of programs) {
    const found = await access(program, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return { program, env: {} };
  }
  return undefined;
}

/** In one line, of what may be pages: the drivers tell all that they did. */
export function doesNotStart({ program }: Program, { message }: Error): Error {
  const lines = message.split('\n');
  const said = lines.map((line) => /\[err\] (.+)|(error while .+)/.exec(line)).find(Boolean)?.[0] ?? lines[0];
  return new Error(`${program} does not start: ${said}`);
}
