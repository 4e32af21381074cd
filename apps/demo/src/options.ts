import { parseArgs } from 'node:util';
import { isWikiVersion, versions, type WikiVersion } from '@mwkit/wiki';

/** Which wiki the tour is on. */
export type Options =
  | { readonly wiki: 'embedded' }
  | { readonly wiki: 'real'; readonly version: WikiVersion }
  | { readonly wiki: 'own'; readonly url: string; readonly username: string | undefined };

export const usage: string = `A tour of mwkit: sign in, edit, read back, save and resume the session, sign out.

  npm run demo                                      on a wiki in memory
  npm run demo -- --wiki ${versions.join('|')}                 on a real MediaWiki, fetched and started here
  npm run demo -- --wiki URL --user NAME            on your own; asks before it edits

URL is that of api.php or of any page of the wiki. NAME is best a bot password, User@app, from
Special:BotPasswords. The password is asked for, or taken from the environment: MWKIT_PASSWORD.`;

/** @throws Error with the usage, for a command line that is wrong */
export function parseOptions(argv: string[]): Options | 'help' {
  // what follows such an option must not turn up in a message
  if (argv.some((text) => /^--?p(w|ass(word)?)?(=|$)/i.test(text))) {
    throw new Error('A password cannot be an argument: others can see it. Set MWKIT_PASSWORD, or wait to be asked.');
  }
  const { wiki, user, help } = parse(argv);
  if (help) return 'help';
  if (wiki !== undefined && !isWikiVersion(wiki)) return { wiki: 'own', url: wiki, username: user };
  if (user !== undefined) throw new Error(`--user is for your own wiki: give its URL with --wiki.\n\n${usage}`);
  return wiki === undefined ? { wiki: 'embedded' } : { wiki: 'real', version: wiki };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: { wiki: { type: 'string' }, user: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    }).values;
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${usage}`, { cause: error });
  }
}
