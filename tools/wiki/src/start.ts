import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { logPosition, readAccessLog, type LoggedRequest } from './access-log.ts';
import { accounts, botPasswords, type Accounts, type BotPasswords } from './accounts.ts';
import type { Overlay } from './overlays.ts';
import { prepareTemplate } from './prepare.ts';
import { freePort, PortTaken, startServer, type Server } from './server.ts';
import { extensionsLine, includeLine, phpFolder, settingsLine, writeSettings, type Template } from './template.ts';
import type { WikiVersion } from './versions.ts';

export interface StartOptions {
  version: WikiVersion;
  /** See {@link PrepareOptions}. */
  extensions?: 'all' | undefined;
  /** Variants of the settings, applied in this order. */
  overlays?: readonly Overlay[];
  /** PHP statements that come last in LocalSettings.php, e.g. `$wgSitename = 'X';` */
  settings?: string;
  /** `$wgDBname`, which also begins the names of the cookies; default `wiki`. */
  dbName?: string;
  /** The name of 127.0.0.1 in `origin` and `$wgServer`; default `127.0.0.1`. */
  host?: string;
  /** How many requests are answered at a time; default 2. */
  workers?: number;
  signal?: AbortSignal | undefined;
  /** See {@link PrepareOptions}. */
  onProgress?: (message: string) => void;
}

/** A message that the wiki would have sent. */
export interface Mail {
  to: string[];
  subject: string;
  body: string;
}

/** A running MediaWiki of this process alone, with its own database. It ends with this process, however that ends. */
export interface RealWiki extends AsyncDisposable {
  version: WikiVersion;
  /** `http://127.0.0.1:<port>` */
  origin: string;
  /** The URL of api.php. */
  api: string;
  /** The URL of rest.php, to which a route such as `/v1/page/Main_Page` is appended. */
  rest: string;
  /** Who may sign in, by role. */
  accounts: Accounts;
  botPasswords: BotPasswords;
  /** The id of its process group. */
  group: number;
  /** What it would have mailed so far, oldest first (overlay `email`). */
  mails(): Promise<Mail[]>;
  /** Makes it read-only for the reason given; `null` ends that. https://www.mediawiki.org/wiki/Manual:$wgReadOnlyFile */
  setReadOnly(reason: string | null): Promise<void>;
  /** Makes it refuse requests whose maxlag is below so many seconds; `null` ends that. */
  setLag(seconds: number | null): Promise<void>;
  /** All requests since the start, in the order in which they were answered. */
  requests(): Promise<LoggedRequest[]>;
  /** Ends its processes and deletes its data. */
  stop(): Promise<void>;
}

/**
 * Starts a MediaWiki on 127.0.0.1, on a free port; under a second once {@link prepareWiki} was done, which this does first.
 * @throws Error as prepareWiki, or if PHP does not start (its last lines are in the message); AbortError on the signal
 */
export async function startWiki(options: StartOptions): Promise<RealWiki> {
  const template = await prepareTemplate(options.version, options);
  const folder = await mkdtemp(path.join(tmpdir(), 'mwkit-wiki-'));
  try {
    await copyFile(path.join(template.folder, 'wiki.sqlite'), path.join(folder, 'wiki.sqlite'));
    for (const name of ['cache', 'images', 'tmp']) await mkdir(path.join(folder, name));
    const { port, server } = await serve(options, template, folder);
    return await describe(options, folder, port, server);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function serve(options: StartOptions, template: Template, folder: string) {
  const { overlays = [], settings = '', dbName = 'wiki', host = '127.0.0.1', workers = 2, signal } = options;
  const common = { php: template.php, mediawiki: template.mediawiki, template: template.folder, folder, workers };
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const values = { dir: folder, port, host, db: dbName, l10n: path.join(template.folder, 'l10n') };
    const lines = [
      settingsLine(values),
      includeLine('settings.php'),
      extensionsLine(template.extensions),
      ...overlays.map((name) => includeLine(`overlays/${name}.php`)),
      settings,
    ];
    const { file, flags } = await writeSettings(folder, { lines, private: [folder, phpFolder] });
    try {
      const server = await startServer({ ...common, port, env: { MW_CONFIG_FILE: file }, flags }, signal);
      return { port, server };
    } catch (error) {
      if (!(error instanceof PortTaken) || attempt === 5) throw error;
    }
  }
}

async function describe(options: StartOptions, folder: string, port: number, server: Server): Promise<RealWiki> {
  const origin = `http://${options.host ?? '127.0.0.1'}:${port}`;
  const inside = (name: string) => path.join(folder, name);
  const probed = await logPosition(inside('server.log'));
  const write = (name: string, text: string | null) =>
    text === null ? rm(inside(name), { force: true }) : writeFile(inside(name), text);
  return {
    version: options.version,
    origin,
    api: `${origin}/w/api.php`,
    rest: `${origin}/w/rest.php`,
    accounts,
    botPasswords,
    group: server.group,
    async mails() {
      await logPosition(inside('server.log')); // MediaWiki mails after it has answered
      const text = await readFile(inside('mail.jsonl'), 'utf8').catch(() => '');
      return text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Mail);
    },
    setReadOnly: (reason) => write('READONLY', reason),
    setLag: (seconds) => write('LAG', seconds === null ? null : String(seconds)),
    requests: () => readAccessLog(inside('server.log'), probed),
    stop: () => server.stop(),
    [Symbol.asyncDispose]: () => server.stop(),
  };
}
