import { readFile, writeFile } from 'node:fs/promises';
import type { Wiki } from '@mwkit/node';
import { type Command, command, onWiki } from '../command.ts';
import { CliError } from '../errors.ts';
import { interrupted } from '../interrupt.ts';
import { wikiUrl } from '../new-wiki.ts';
import { withWiki } from '../open-wiki.ts';
import { output, paint, visible } from '../output.ts';
import { differences } from '../types/difference.ts';
import { infer } from '../types/infer.ts';
import { readWiki } from '../types/read-wiki.ts';
import { inferredMark, mark, wikiFile } from '../types/wiki-file.ts';

/** Seconds of lag above which the wiki's operators want nobody to run what can wait (API:Etiquette). */
const maxlag = 5;

export const types: Command = command({
  name: 'types',
  description: 'Write the types of one wiki: its modules, their parameters, its REST routes',
  args: {
    url: wikiUrl,
    out: { type: 'string', alias: 'o', required: true, valueHint: 'file', description: 'Where: wiki.d.ts, or wiki.ts' },
    session: { type: 'string', valueHint: 'file', description: 'A saved session; default: the one of mwkit login' },
    infer: { type: 'boolean', description: 'Also run the documented examples that read, for the types of answers' },
    check: { type: 'boolean', description: 'Write nothing; exit code 1 if the file is out of date' },
    'user-agent': onWiki['user-agent'],
  },
  examples: [
    'mwkit types https://wiki.example -o wiki.d.ts',
    'mwkit types https://wiki.example -o wiki.d.ts --infer',
    'mwkit types https://wiki.example -o wiki.d.ts --check',
  ],
  async run(args) {
    const { out: file } = args;
    const before = await ours(file);
    const out = output(args);
    const inferring = args.infer || (args.check && before?.startsWith(inferredMark));
    const tell = (line: string): void => out.note(visible(line));
    const progress = (text: string): void => {
      if (process.stderr.isTTY) out.note(paint('dim', visible(text), process.stderr));
    };
    const { text, result, summary } = await withWiki(
      { ...args, wiki: args.url },
      'anonymous-if-named',
      async (wiki: Wiki) => {
        const description = await readWiki(wiki, progress, { signal: interrupted });
        const answers = inferring ? await infer(wiki, description.modules, tell, { signal: interrupted }) : undefined;
        const { name, generator, modules, routes } = description;
        return {
          text: wikiFile(wiki.api, description, answers),
          result: { file, wiki: wiki.api, generator, modules: modules.length, routes: routes.length },
          summary: `${modules.length} modules and ${routes.length} routes of ${name} (${generator})`,
        };
      },
      // those of documented examples are not the caller's to heed
      { maxlag, onWarning: undefined },
    );
    const changes = before === undefined ? [] : differences(before, text);
    changes.forEach(tell);
    if (args.check && before !== text) {
      const what = before === undefined ? `There is no ${file}.` : `${file} is not what the wiki has now.`;
      throw new CliError('out-of-date', what, `Write it: mwkit types ${args.url} -o ${file}`, { ...result, changes });
    }
    if (before !== text) await writeFile(file, text);
    out.result({ ...result, changes }, () =>
      before === text ? `${file} is up to date: ${visible(summary)}.` : `${file}: ${visible(summary)}.`,
    );
  },
});

/** The file as it is now, if it is there. @throws CliError `file-not-ours` */
async function ours(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined || text.startsWith(mark) || text.startsWith(inferredMark)) return text;
  throw new CliError(
    'file-not-ours',
    `${file} was not written by mwkit types.`,
    'Give another file, or remove this one.',
  );
}
