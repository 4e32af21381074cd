import { randomBytes } from 'node:crypto';
import { findApi } from '@mwkit/node';
import { createTestWiki } from '@mwkit/testwiki';
import { serve } from '@mwkit/testwiki/serve';
import { startWiki, unavailable } from '@mwkit/wiki';
import { ask, askHidden, confirm } from './ask.ts';
import type { Options } from './options.ts';

/** Where a tour takes place, and as whom. Disposing of it stops what was started for it. */
export interface Place extends AsyncDisposable {
  readonly name: string;
  readonly api: string;
  readonly userAgent: string;
  readonly username: string;
  readonly password: string;
  /** The page to edit; `undefined` where nothing may be edited. */
  readonly title: string | undefined;
}

const project = 'https://github.com/mwkit/mwkit';
const userAgent = `mwkit-demo/0.0.0 (${project})`;

export function choosePlace(options: Options, signal: AbortSignal): Promise<Place> {
  if (options.wiki === 'embedded') return embedded();
  return options.wiki === 'real' ? real(options.version, signal) : own(options.url, options.username, signal);
}

async function embedded(): Promise<Place> {
  const [username, password] = ['Robot@tour', randomBytes(16).toString('hex')];
  const users = { Robot: { password: randomBytes(16).toString('hex'), groups: ['bot'] } };
  const wiki = await serve(createTestWiki({ users, botPasswords: { [username]: { password } } }));
  return {
    name: 'a wiki in memory, like MediaWiki 1.43',
    api: wiki.api,
    userAgent,
    username,
    password,
    title: 'Sandbox',
    [Symbol.asyncDispose]: () => wiki.close(),
  };
}

/** @throws Error with the reason where real wikis cannot run */
async function real(version: '1.39' | '1.43', signal: AbortSignal): Promise<Place> {
  const reason = await unavailable();
  if (reason !== undefined) throw new Error(`${reason} Without --wiki the tour is on a wiki in memory.`);
  const wiki = await startWiki({ version, signal, onProgress: (message) => console.error(message) });
  return {
    name: `MediaWiki ${version}, started here`,
    api: wiki.api,
    userAgent,
    username: wiki.botPasswords.bot.name,
    password: wiki.botPasswords.bot.password,
    title: 'Sandbox',
    [Symbol.asyncDispose]: () => wiki.stop(),
  };
}

async function own(url: string, given: string | undefined, signal: AbortSignal): Promise<Place> {
  const api = await findApi(url, { userAgent, signal });
  const username = given ?? (await ask('User name (best User@app, from Special:BotPasswords)', '--user NAME', signal));
  const password =
    process.env['MWKIT_PASSWORD'] || (await askHidden(`Password of ${username}`, 'MWKIT_PASSWORD', signal));
  const page = `User:${username.replace(/@[^@]*$/, '')}/mwkit demo`;
  const edits = await confirm(`The tour would edit "${page}" twice. May it?`, signal);
  return {
    name: new URL(api).host,
    api,
    // operators want to know who it is, not only what
    userAgent: `mwkit-demo/0.0.0 (${project}; run by ${encodeURI(username)})`,
    username,
    password,
    title: edits ? page : undefined,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
