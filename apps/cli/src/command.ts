import { type ArgsDef, type CommandDef, defineCommand, type ParsedArgs } from 'citty';
import { CliError } from './errors.ts';

/** Options of every command. */
const everywhere = {
  json: { type: 'boolean', description: 'Print the result or the error as one line of JSON' },
  verbose: { type: 'boolean', description: 'Print each HTTP request to stderr' },
} as const;

/** Options of every command that calls a wiki. */
export const onWiki = {
  wiki: {
    type: 'string',
    valueHint: 'wiki',
    description: 'Host of a saved session, or any URL of a wiki; see mwkit wikis',
  },
  'user-agent': { type: 'string', valueHint: 'text', description: 'The User-Agent, in place of the saved one' },
} as const;

/** What `everywhere` and `onWiki` give. */
export interface OnWiki {
  readonly json?: boolean | undefined;
  readonly verbose?: boolean | undefined;
  readonly wiki?: string | undefined;
  readonly 'user-agent'?: string | undefined;
}

/** A command and what its help shows beside the options. */
export type Command = CommandDef & {
  readonly examples?: readonly string[];
  readonly notes?: readonly string[];
};

interface Definition<A extends ArgsDef> {
  readonly name: string;
  readonly description: string;
  readonly args: A;
  /** Whether further arguments may follow those in `args`, such as key=value. */
  readonly more?: boolean;
  readonly examples: readonly string[];
  /** What its further arguments are. */
  readonly notes?: readonly string[];
  /** `more` are the further arguments. */
  readonly run: (args: ParsedArgs<A & typeof everywhere>, more: readonly string[]) => Promise<void>;
}

/** A command whose arguments are checked: citty lets unknown options and surplus arguments pass. */
export function command<const A extends ArgsDef>(definition: Definition<A>): Command {
  const { name, description, examples, notes, run, more = false } = definition;
  const args: ArgsDef = { ...definition.args, ...everywhere };
  const positionals = Object.values(args).filter(({ type }) => type === 'positional').length;
  const declared = defineCommand({
    meta: { name, description },
    args,
    run: ({ args: parsed }) => {
      checkOptions(parsed, args);
      const surplus = parsed._.slice(positionals);
      if (!more && surplus.length > 0) throw usage(`${name} takes no argument "${surplus[0]}".`, name);
      return run(parsed as ParsedArgs<A & typeof everywhere>, surplus);
    },
  });
  return { ...declared, examples, ...(notes && { notes }) };
}

function checkOptions(parsed: ParsedArgs, args: ArgsDef): void {
  for (const [key, value] of Object.entries(parsed) as [string, unknown][]) {
    if (key === '_') continue;
    const option = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const definition =
      args[key] ?? args[option] ?? Object.values(args).find((arg) => 'alias' in arg && arg.alias === key);
    // names only: the value may be something that was typed in the wrong place
    if (!definition) throw usage(`There is no option ${key.length === 1 ? '-' : '--'}${key}.`);
    const missing = value === '' || (typeof value === 'string' && value.startsWith('--'));
    if (definition.type === 'string' && missing) throw usage(`The option --${option} needs a value.`);
  }
}

function usage(what: string, name = ''): CliError {
  return new CliError('usage', what, `See: mwkit ${name ? `${name} ` : ''}--help`);
}
