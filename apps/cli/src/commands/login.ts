import { createWiki, findApi } from '@mwkit/node';
import { command, onWiki } from '../command.ts';
import { changeConfig, readConfig } from '../config.ts';
import { interrupted } from '../interrupt.ts';
import { output, paint } from '../output.ts';
import { ask, askHidden } from '../prompt.ts';
import { saveSession } from '../saved-wikis.ts';
import { askContact, fromContact, savedUserAgent } from '../user-agent.ts';
import type { Command } from '../command.ts';

const signal = interrupted;

export const login: Command = command({
  name: 'login',
  description: 'Sign in to a wiki and save the session',
  args: {
    wiki: { type: 'positional', required: true, description: 'The URL of api.php, of the home page, or of any page of the wiki' },
    username: { type: 'string', valueHint: 'name', description: 'User@app for a bot password (Special:BotPasswords), or a user name' },
    domain: { type: 'string', valueHint: 'name', description: 'The domain, where the wiki asks for one (LDAP)' },
    'user-agent': onWiki['user-agent'],
  },
  examples: [
    'mwkit login https://www.mediawiki.org --username Me@laptop',
    'MWKIT_PASSWORD=... mwkit login https://wiki.example/w/api.php --username Me@laptop --json',
  ],
  async run(args) {
    const out = output(args);
    const config = await readConfig();
    const contact = savedUserAgent(config, args['user-agent']) === undefined ? await askContact() : config.contact;
    const userAgent = savedUserAgent({ ...config, contact }, args['user-agent']) ?? fromContact(contact ?? '');
    const api = await findApi(args.wiki, { userAgent, signal });
    const username = args.username ?? (process.env['MWKIT_USERNAME'] || (await ask({ message: `User name on ${new URL(api).host}` }, 'Give it with --username or MWKIT_USERNAME.')));
    const password = process.env['MWKIT_PASSWORD'] || (await askHidden({ message: `Password of ${username}` }, 'Give it in the environment, as MWKIT_PASSWORD.'));

    const wiki = createWiki(api, { userAgent, onExchange: out.exchange });
    const result = await wiki.login({ username, password, ...(args.domain !== undefined && { domain: args.domain }) }, { signal });
    for (const warning of result.warnings) out.warning(warning);
    const file = await saveSession(await wiki.session.save());
    const userAgents = { ...config.userAgents, ...(args['user-agent'] !== undefined && { [api]: args['user-agent'] }) };
    await changeConfig({ current: api, contact, userAgents });

    const { userId, warnings } = result;
    out.result({ wiki: api, username: result.username, userId, file, warnings }, () => {
      return `Signed in to ${paint('cyan', api)} as ${paint('bold', result.username)}.`;
    });
    out.note(`The session is in ${file}, which only you can read.`);
  },
});
