import { type Command, command, onWiki } from '../command.ts';
import { CliError } from '../errors.ts';
import { interrupted } from '../interrupt.ts';
import { parameterNotes, readKeyValues } from '../key-values.ts';
import { withWiki } from '../open-wiki.ts';
import { outline } from '../outline.ts';
import { output } from '../output.ts';

/** They change whose session it is, which is what the commands of the same names keep account of. */
const ownCommands = ['login', 'logout'];

export const api: Command = command({
  name: 'api',
  description: 'Call a module of the Action API, by GET or POST as it needs',
  args: {
    action: { type: 'positional', required: true, description: 'The module, e.g. query' },
    parameters: {
      type: 'positional',
      required: false,
      description: 'key=value ...',
    },
    ...onWiki,
  },
  more: true,
  notes: parameterNotes,
  examples: [
    'mwkit api query meta=siteinfo "siprop=general|statistics"',
    'mwkit api edit title=Sandbox appendtext=@note.txt summary="A note" minor',
    'mwkit api query prop=info titles=Earth --wiki https://en.wikipedia.org --json',
  ],
  async run(args, more) {
    const { action } = args;
    if (ownCommands.includes(action))
      throw new CliError('usage', `The session is kept account of: use mwkit ${action}.`);
    const parameters = await readKeyValues(args.parameters === undefined ? more : [args.parameters, ...more]);
    for (const key of ['action', 'format']) {
      if (key in parameters)
        throw new CliError('usage', `${key} cannot be given as a parameter.`, 'See: mwkit api --help');
    }
    const answer = await withWiki(args, 'anonymous-if-named', (wiki) =>
      wiki.call(action, parameters, { signal: interrupted }),
    );
    if (isFailure(answer[action])) {
      const what = `action=${action} did not succeed: ${JSON.stringify(answer[action])}`;
      throw new CliError('failure', what, 'The wiki may ask for a captcha, or a filter may have stopped it.', answer);
    }
    // warnings have been told on stderr
    const { warnings: _, ...shown } = answer;
    output(args).result(answer, () => outline(shown));
  },
});

/** An edit that a captcha or a filter stopped is no error to MediaWiki: `edit: {result: "Failure", captcha: {...}}` (captcha-questy-edit-failure-fv2). */
function isFailure(result: unknown): boolean {
  return typeof result === 'object' && result !== null && 'result' in result && result.result === 'Failure';
}
