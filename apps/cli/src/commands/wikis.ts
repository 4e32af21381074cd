import { type Command, command } from '../command.ts';
import { changeConfig, configFolder } from '../config.ts';
import { CliError } from '../errors.ts';
import { output, paint, visible } from '../output.ts';
import { currentOf, findSaved, forgetWiki, type SavedWiki, savedWikis } from '../saved-wikis.ts';

const wiki = { type: 'positional', required: true, description: 'Its host, or the URL of its api.php' } as const;

const list: Command = command({
  name: 'list',
  description: 'List the saved sessions; * marks the one that commands are for',
  args: {},
  examples: ['mwkit wikis', 'mwkit wikis --json'],
  async run(args) {
    const all = await savedWikis();
    const current = currentOf(all);
    const wikis = all.map((saved) => ({
      wiki: saved.api,
      username: saved.session?.user?.name ?? null,
      savedAt: saved.session?.savedAt ?? null,
      current: saved === current,
      file: saved.file.path,
    }));
    output(args).result({ folder: configFolder(), wikis }, () => {
      if (wikis.length === 0) return 'There are no saved sessions. Sign in with: mwkit login WIKI';
      const rows = wikis.map(({ wiki, username, savedAt, current }) => [
        `${current ? '*' : ' '} ${wiki}`,
        visible(username ?? (savedAt ? '' : 'damaged file')),
        savedAt ? ago(new Date(savedAt)) : '',
      ]);
      return table(['  WIKI', 'USER', 'LAST USED'], rows);
    });
  },
});

const use: Command = command({
  name: 'use',
  description: 'Choose the wiki that commands are for',
  args: { wiki },
  examples: ['mwkit wikis use en.wikipedia.org'],
  async run(args) {
    const { api } = await savedWiki(args.wiki);
    await changeConfig({ current: api });
    output(args).result({ wiki: api }, () => `Commands are now for ${paint('cyan', api)}.`);
  },
});

const forget: Command = command({
  name: 'forget',
  description: 'Remove a saved session without telling the wiki, e.g. when it is gone',
  args: { wiki },
  examples: ['mwkit wikis forget old.example.org'],
  async run(args) {
    const saved = await savedWiki(args.wiki);
    await forgetWiki(saved);
    output(args).result({ wiki: saved.api }, () => `The session on ${paint('cyan', saved.api)} is removed here.`);
  },
});

export const wikis: Command = {
  meta: { name: 'wikis', description: 'List the saved sessions, choose one, or forget one' },
  subCommands: { list, use, forget },
  default: 'list',
  examples: ['mwkit wikis', 'mwkit wikis use en.wikipedia.org', 'mwkit wikis forget old.example.org'],
};

async function savedWiki(text: string): Promise<SavedWiki> {
  const saved = findSaved(await savedWikis(), text);
  if (saved) return saved;
  throw new CliError('not-signed-in', `There is no saved session for ${text}.`, 'mwkit wikis lists them.');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [paint('dim', line(head)), ...rows.map(line)].join('\n');
}

function ago(time: Date): string {
  const minutes = Math.round((time.getTime() - Date.now()) / 60_000);
  const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  if (minutes > -1) return 'just now';
  if (minutes > -60) return format.format(minutes, 'minute');
  if (minutes > -60 * 48) return format.format(Math.round(minutes / 60), 'hour');
  return format.format(Math.round(minutes / 1440), 'day');
}
