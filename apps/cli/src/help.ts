import { renderUsage } from 'citty';
import type { Command } from './command.ts';
import { exitCodeTexts } from './exit-codes.ts';
import { asPainted, paint } from './output.ts';

/** The variables that are read. */
export const environment: readonly (readonly [name: string, text: string])[] = [
  ['MWKIT_USERNAME', 'the user name for login and create-account'],
  ['MWKIT_PASSWORD', 'the password for login and create-account; it is never an argument'],
  ['MWKIT_CLIENT_SECRET', 'the client secret for login --oauth; it is never an argument'],
  ['MWKIT_WIKI', 'the wiki, as by --wiki'],
  ['MWKIT_USER_AGENT', 'the User-Agent, as by --user-agent'],
  ['MWKIT_CONFIG_DIR', 'the folder of settings and sessions'],
  ['BROWSER', "the program that opens a page or picture, in place of the system's own"],
  ['NO_COLOR', 'no colours'],
];

/** The help of a command; `path` are the commands that lead to it, the program first. */
export async function help(path: readonly [Command, ...Command[]]): Promise<string> {
  const last = path.at(-1) as Command;
  const usage = await renderUsage(
    last,
    path.length > 1 ? { meta: { name: await namesOf(path.slice(0, -1)) } } : undefined,
  );
  const examples = (last.examples ?? []).map((example) => `  ${example}`);
  const parts = [
    asPainted(usage).replace(/ +$/gm, '').trimEnd(),
    ...(last.notes
      ? [
          section(
            'PARAMETERS',
            last.notes.map((note) => `  ${note}`),
          ),
        ]
      : []),
    section('EXAMPLES', examples),
  ];
  if (path.length === 1) {
    parts.push(section('ENVIRONMENT', columns(environment)));
    parts.push(section('EXIT CODES', columns(exitCodeTexts.map(([code, text]) => [String(code), text]))));
  }
  return `${parts.join('\n\n')}\n`;
}

async function namesOf(path: readonly Command[]): Promise<string> {
  const names = path.map(({ meta }) => (meta as { name: string }).name);
  return names.join(' ');
}

function section(title: string, lines: readonly string[]): string {
  return `${paint(['underline', 'bold'], title)}\n\n${lines.join('\n')}`;
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${paint('cyan', first.padEnd(width))}  ${second}`);
}
