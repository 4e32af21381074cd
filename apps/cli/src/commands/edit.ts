import { ApiError, type Page, type SaveOptions } from '@mwkit/node';
import { type Command, command, onWiki } from '../command.ts';
import { CliError } from '../errors.ts';
import { interrupted } from '../interrupt.ts';
import { readValue } from '../key-values.ts';
import { withWiki } from '../open-wiki.ts';
import { output, paint, visible } from '../output.ts';
import { positive } from '../positive.ts';

export const edit: Command = command({
  name: 'edit',
  description: 'Change or create a page',
  args: {
    title: { type: 'positional', required: true, description: 'The title of the page' },
    text: { type: 'string', valueHint: 'text', description: 'The new text, in place of all that is there' },
    file: { type: 'string', valueHint: 'file', description: 'The file that holds it; - is stdin' },
    append: { type: 'string', valueHint: 'text', description: 'A text for the end of the page; @file, @- for stdin' },
    summary: { type: 'string', valueHint: 'text', description: 'What the history says of it' },
    section: { type: 'string', valueHint: 'number', description: 'Change this section only; "new" adds one' },
    'base-revid': {
      type: 'string',
      valueHint: 'revision',
      description: 'What the text was made from; refused if not the newest of the page',
    },
    'create-only': { type: 'boolean', description: 'Refuse if the page is there already' },
    create: {
      type: 'boolean',
      description: 'Create the page if it is not there (the default)',
      negativeDescription: 'Refuse if the page is not there',
    },
    minor: { type: 'boolean', description: 'Mark it as a minor edit' },
    bot: { type: 'boolean', description: 'Mark it as the edit of a bot' },
    ...onWiki,
  },
  examples: [
    'mwkit edit Sandbox --append "* one more line" --summary "A line"',
    'mwkit rest page/Sandbox --json | jq -r .source | sed s/teh/the/ |\n    mwkit edit Sandbox --file - --summary "Spelling"',
    'mwkit edit "User:Me/Notes" --file notes.wiki --create-only --json',
  ],
  async run(args) {
    const { title } = args;
    const change = await changeOf(args);
    const baserevid = positive(args['base-revid'], 'base-revid', 'not the number of a revision');
    if (change.append && baserevid !== undefined)
      throw new CliError('usage', '--base-revid is for --text and --file: --append takes the page as it is.');
    const options: SaveOptions = {
      signal: interrupted,
      ...(args.summary !== undefined && { summary: args.summary }),
      ...(args.section !== undefined && { section: args.section }),
      ...(baserevid !== undefined && { baserevid }),
      createonly: args['create-only'] === true,
      nocreate: args.create === false,
      minor: args.minor === true,
      bot: args.bot === true,
    };
    const edited = await withWiki(args, 'anonymous-if-named', async (wiki) => {
      const page = wiki.page(title);
      if (baserevid !== undefined) await checkBase(page, baserevid);
      return change.append ? page.append(change.text, options) : page.edit(change.text, options);
    });
    output(args).result({ edit: edited }, () => {
      const name = paint('cyan', visible(edited.title));
      if (edited.nochange) return `${name} has this text already.`;
      return `${edited.new ? 'Created' : 'Saved'} ${name}, revision ${edited.newrevid}.`;
    });
  },
});

/** The wiki (1.43) saves over what is there where the base is the newest revision of another page: it finds nothing to merge. */
async function checkBase(page: Page, baserevid: number): Promise<void> {
  const only = { rvstartid: baserevid, rvendid: baserevid, rvprop: ['ids'] };
  try {
    const { value } = await page.history(only, { signal: interrupted }).next();
    if (value?.revid === baserevid) return;
  } catch (error) {
    if (!(error instanceof ApiError && error.has('badid_rvstartid'))) throw error;
  }
  throw new CliError('not-of-page', `Revision ${baserevid} is none of "${page.title}".`, 'Look it up in the history.');
}

interface Given {
  readonly text?: string | undefined;
  readonly file?: string | undefined;
  readonly append?: string | undefined;
}

async function changeOf({ text, file, append }: Given): Promise<{ readonly text: string; readonly append: boolean }> {
  const [given, ...others] = Object.entries({ text, file: file === undefined ? undefined : `@${file}`, append }).filter(
    ([, value]) => value !== undefined,
  );
  if (!given || others.length > 0)
    throw new CliError('usage', 'An edit needs one of --text, --file and --append.', 'See: mwkit edit --help');
  const [option, value = ''] = given;
  return { text: await readValue(value, `--${option}`), append: option === 'append' };
}
