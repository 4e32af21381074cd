import { parseArgs } from 'node:util';
import { accounts, botPasswords } from './accounts.ts';
import { isOverlay, overlays, type Overlay } from './overlays.ts';
import { startWiki, type RealWiki } from './start.ts';
import { unavailable } from './unavailable.ts';
import { isWikiVersion, versions } from './versions.ts';

const help = `Starts a real MediaWiki on 127.0.0.1, with its own database, until Ctrl-C.

  node tools/wiki/src/main.ts <version> [--overlay <name>,...] [--host <name>]

  <version>   ${versions.join(' or ')}
  --overlay   variants of the settings: ${wrap(overlays.join(', '))}
  --host      another name of 127.0.0.1 for its URLs, e.g. localhost
  --help      this text

The first start fetches PHP and MediaWiki from the Debian archive into a cache folder (some 60 MB; MWKIT_CACHE, else
$XDG_CACHE_HOME/mwkit, else ~/.cache/mwkit). Nothing is installed and no root is needed.`;

/** A mistake in the command line. */
class UsageError extends Error {}

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      overlay: { type: 'string', multiple: true, default: [] },
      host: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const [version, ...more] = positionals;
  if (!version || !isWikiVersion(version) || more.length > 0)
    throw new UsageError(`Say one version: ${versions.join(' or ')}.`);
  const chosen = values.overlay.flatMap((list) => list.split(',')).filter(Boolean);
  const unknown = chosen.find((name) => !isOverlay(name));
  if (unknown) throw new UsageError(`There is no overlay "${unknown}". There are: ${overlays.join(', ')}.`);
  return { version, overlays: chosen as Overlay[], ...(values.host && { host: values.host }) };
}

async function main(): Promise<void> {
  const wanted = readArguments();
  if (wanted === 'help') return console.log(help);
  const reason = await unavailable();
  if (reason) throw new Error(reason);
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());
  const started = performance.now();
  await using wiki = await startWiki({ ...wanted, onProgress: console.error, signal: interrupted.signal });
  console.log(describe(wiki, Math.round(performance.now() - started)));
  if (!interrupted.signal.aborted) {
    const alive = setInterval(() => {}, 60_000); // the wiki does not hold this process
    await new Promise((resolve) => interrupted.signal.addEventListener('abort', resolve, { once: true }));
    clearInterval(alive);
  }
  console.log('\nStopped.');
}

function describe(wiki: RealWiki, took: number): string {
  const rows = [
    ...Object.values(accounts).map(({ name, password, groups = [], totp, blocked }) => [
      name,
      password,
      [...groups, ...(blocked ? ['blocked'] : []), ...(totp ? [`second factor ${totp.secret}`] : [])].join(', '),
    ]),
    ...Object.values(botPasswords).map(({ name, password, addresses }) => [
      name,
      password,
      ['bot password', ...(addresses ? [`from ${addresses.join(', ')} only`] : [])].join(', '),
    ]),
  ];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  const table = rows.map((row) =>
    `    ${row[0]!.padEnd(widths[0]!)}  ${row[1]!.padEnd(widths[1]!)}  ${row[2]}`.trimEnd(),
  );
  return `MediaWiki ${wiki.version}, started in ${took} ms

  pages       ${wiki.origin}/wiki/Main_Page
  Action API  ${wiki.api}
  REST API    ${wiki.rest}/v1/page/Main_Page

  accounts
${table.join('\n')}

Ctrl-C stops it and deletes its data.`;
}

function wrap(text: string): string {
  return text
    .replace(/(.{1,75})(?:, |$)/g, '$1,\n              ')
    .trim()
    .replace(/,$/, '');
}

try {
  await main();
} catch (error) {
  if (error instanceof Error && error.name === 'AbortError') process.exitCode = 130;
  else {
    const usage = error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
    console.error(error instanceof Error ? error.message : error);
    if (usage) console.error('Usage: node tools/wiki/src/main.ts <version> [--overlay <name>,...]; --help says more.');
    process.exitCode = usage ? 2 : 1;
  }
}
