import { runCommand } from 'citty';
import { api } from './commands/api.ts';
import { createAccount } from './commands/create-account.ts';
import { edit } from './commands/edit.ts';
import { link } from './commands/link.ts';
import { login } from './commands/login.ts';
import { logout } from './commands/logout.ts';
import { password } from './commands/password.ts';
import { query } from './commands/query.ts';
import { rest } from './commands/rest.ts';
import { types } from './commands/types.ts';
import { upload } from './commands/upload.ts';
import { whoami } from './commands/whoami.ts';
import { wikis } from './commands/wikis.ts';
import type { Command } from './command.ts';
import { CliError } from './errors.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { report } from './failure.ts';
import { help } from './help.ts';
import { listenForInterrupt } from './interrupt.ts';
import { version } from './user-agent.ts';

const main: Command = {
  meta: { name: 'mwkit', version, description: 'Sign in to a MediaWiki and call it from a terminal' },
  subCommands: {
    login,
    'create-account': createAccount,
    password,
    link,
    whoami,
    query,
    edit,
    upload,
    api,
    rest,
    types,
    logout,
    wikis,
  },
  examples: [
    'mwkit login https://www.mediawiki.org',
    'mwkit login https://www.mediawiki.org --interactive',
    'mwkit edit Sandbox --append "Hello" --summary "A first edit"',
    'mwkit query list=allpages --all | jq -r .title',
    'mwkit api parse page=Sandbox prop=sections',
    'mwkit rest page/Sandbox/bare --json',
  ],
};

/** Runs the program. Everything that goes wrong is reported. @returns the exit code */
export async function run(argv: readonly string[]): Promise<ExitCode> {
  listenForInterrupt();
  const options = upTo(argv, '--');
  try {
    refusePassword(options);
    const path = pathOf(options);
    if (argv.length === 0 || options.includes('--help') || options.includes('-h')) {
      process.stdout.write(await help(path));
      return argv.length === 0 ? exitCodes.usage : exitCodes.ok;
    }
    if (argv[0] === '--version' || argv[0] === '-v') {
      process.stdout.write(`${version}\n`);
      return exitCodes.ok;
    }
    if (argv[0]?.startsWith('-'))
      throw new CliError('usage', 'The command comes before its options.', 'See: mwkit --help');
    await runCommand(main, { rawArgs: [...argv] });
    return exitCodes.ok;
  } catch (error) {
    return report(error, { json: options.includes('--json'), verbose: options.includes('--verbose') });
  }
}

/** Before anything is parsed: what follows such an option must not turn up in a message. */
function refusePassword(options: readonly string[]): void {
  const seen = 'others on this machine can see it, and shells write it down.';
  if (options.some((text) => /^--?(p|pw|pass|(lg|bot)?password)(=|$)/i.test(text))) {
    const advice = 'Wait to be asked for it, or set MWKIT_PASSWORD in the environment.';
    throw new CliError('password-argument', `A password cannot be an argument: ${seen}`, advice);
  }
  if (options.some((text) => /^--?(client-?)?secret(=|$)/i.test(text))) {
    const advice = 'Wait to be asked for it, or set MWKIT_CLIENT_SECRET in the environment.';
    throw new CliError('password-argument', `A client secret cannot be an argument: ${seen}`, advice);
  }
  // behind the flag may stand the wiki, and nothing else
  const given = /^--(access-?|bearer-?)?token(=|$)/i;
  if (
    options.some(
      (text, at) => given.test(text) && (text.includes('=') || !/^(-|https?:|$)/i.test(options[at + 1] ?? '')),
    )
  )
    throw new CliError(
      'password-argument',
      `A token cannot be an argument: ${seen}`,
      'Give it by stdin: ... --token < FILE',
    );
}

/** The commands named by the first arguments. @throws CliError `usage` for one that does not exist */
function pathOf(options: readonly string[]): [Command, ...Command[]] {
  const path: [Command, ...Command[]] = [main];
  for (const name of options.filter((text) => !text.startsWith('-'))) {
    const commands = path.at(-1)?.subCommands as { [name: string]: Command } | undefined;
    if (!commands) break;
    if (!Object.hasOwn(commands, name))
      throw new CliError('usage', `There is no command ${name}.`, 'See: mwkit --help');
    path.push(commands[name] as Command);
  }
  return path;
}

function upTo(list: readonly string[], end: string): readonly string[] {
  const index = list.indexOf(end);
  return index === -1 ? list : list.slice(0, index);
}
