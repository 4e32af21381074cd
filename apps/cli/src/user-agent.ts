import { readFileSync } from 'node:fs';
import type { Config } from './config.ts';
import { CliError } from './errors.ts';
import { ask, isInteractive } from './prompt.ts';

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };

/** Of this program. */
export const version: string = manifest.version;

const why =
  'Wiki operators ask that each client says how to reach who runs it, and block those that do not ' +
  '(https://foundation.wikimedia.org/wiki/Policy:User-Agent_policy).';

/**
 * The User-Agent for a wiki: given as it is, or made of this program's name and version and the user's contact.
 * @returns `undefined` where it has not been given nor a contact saved
 */
export function savedUserAgent(config: Config, given: string | undefined, api?: string): string | undefined {
  const asIs = given ?? (process.env['MWKIT_USER_AGENT'] || undefined);
  const ofWiki = api === undefined ? undefined : config.userAgents?.[api];
  return asIs ?? ofWiki ?? (config.contact === undefined ? undefined : fromContact(config.contact));
}

export function fromContact(contact: string): string {
  return `mwkit/${version} (${contact})`;
}

/** @throws CliError `user-agent-required` where nobody can be asked */
export function askContact(): Promise<string> {
  if (!isInteractive()) throw userAgentRequired();
  return ask(
    {
      message: 'How can the wiki\'s operators reach you? (sent with each request)',
      placeholder: 'a mail address, a user page or a web site',
      validate: (text) => (/^[\x20-\x7e]*[\x21-\x7e][\x20-\x7e]*$/.test(text) ? undefined : 'Some text in ASCII is needed.'),
    },
    why,
  );
}

export function userAgentRequired(): CliError {
  const what = 'It is not known yet how the wiki\'s operators can reach you.';
  const how = 'Give it with --user-agent or MWKIT_USER_AGENT, e.g. "MyBot/1.0 (https://example.org/mybot; me@example.org)".';
  return new CliError('user-agent-required', what, `${why} ${how}`);
}
