import { createWiki, findApi, type Wiki } from '@mwkit/node';
import { changeConfig, readConfig } from './config.ts';
import { interrupted } from './interrupt.ts';
import { output, type OutputOptions } from './output.ts';
import { forgetOAuth, type SavedOAuth, saveOAuth } from './saved-oauth.ts';
import { saveSession } from './saved-wikis.ts';
import { askContact, fromContact, givenUserAgent } from './user-agent.ts';

/** A wiki with no session yet. */
export interface NewWiki {
  readonly wiki: Wiki;
  /** Its host, to be named in questions. */
  readonly host: string;
  readonly userAgent: string;
  /** Saves the session, with what OAuth needs or nothing of it, and makes the wiki the current one. @returns the file that opens the account */
  readonly save: (oauth?: SavedOAuth) => Promise<string>;
}

interface UserAgent {
  readonly 'user-agent'?: string | undefined;
}

/** The argument of commands that begin at any wiki. */
export const wikiUrl = {
  type: 'positional',
  required: true,
  description: 'The URL of api.php, of the home page, or of any page of the wiki',
} as const;

/** Finds a wiki by any of its URLs. @throws CliError `user-agent-required`, and what `findApi` throws */
export async function newWiki(url: string, args: OutputOptions & UserAgent): Promise<NewWiki> {
  const out = output(args);
  const config = await readConfig();
  const given = givenUserAgent(args['user-agent']);
  const contact = config.contact ?? (given === undefined ? await askContact() : undefined);
  const userAgent = given ?? fromContact(contact ?? '');
  const api = await findApi(url, { userAgent, signal: interrupted });
  const wiki = createWiki(api, { userAgent, onExchange: out.exchange, onWarning: out.warning });
  return {
    wiki,
    host: new URL(api).host,
    userAgent,
    async save(oauth) {
      const tokens = oauth ? await saveOAuth(api, oauth) : await forgetOAuth(api);
      const file = await saveSession(await wiki.session.save());
      const userAgents = { ...config.userAgents, ...(given !== undefined && { [api]: given }) };
      await changeConfig({ current: api, contact, userAgents });
      return tokens ?? file;
    },
  };
}
