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

/** A User-Agent to be sent as it is, from `--user-agent` or the environment. */
export function givenUserAgent(option: string | undefined): string | undefined {
  return option ?? (process.env['MWKIT_USER_AGENT'] || undefined);
}

/** The User-Agent for a wiki: given now, given at sign-in, or made of the user's contact. `undefined` where none is known. */
export function knownUserAgent(config: Config, option: string | undefined, api?: string): string | undefined {
  const ofWiki = api === undefined ? undefined : config.userAgents?.[api];
  return givenUserAgent(option) ?? ofWiki ?? (config.contact === undefined ? undefined : fromContact(config.contact));
}

/** This program's name and version and the contact, as wiki operators ask for it. */
export function fromContact(contact: string): string {
  return `mwkit/${version} (${contact})`;
}

/** @throws CliError `user-agent-required` where nobody can be asked */
export function askContact(): Promise<string> {
  if (!isInteractive()) throw userAgentRequired();
  return ask(
    {
      message: "How can the wiki's operators reach you? (sent with each request)",
      placeholder: 'a mail address, a user page or a web site',
      validate: (text) =>
        /^[\x20-\x7e]*[\x21-\x7e][\x20-\x7e]*$/.test(text) ? undefined : 'Some text in ASCII is needed.',
    },
    why,
  );
}

export function userAgentRequired(): CliError {
  const what = "It is not known yet how the wiki's operators can reach you.";
  const how =
    'Give it with --user-agent or MWKIT_USER_AGENT, e.g. "MyBot/1.0 (https://example.org/mybot; me@example.org)".';
  return new CliError('user-agent-required', what, `${why} ${how}`);
}
