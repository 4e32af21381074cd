import { parseArgs } from 'node:util';

export interface Options {
  /** A page or the api.php of a wiki of one's own, to begin with. */
  readonly wiki: string | undefined;
  /** Of the page; 0 for a free one. */
  readonly port: number;
}

export const usage: string = `A page that signs in, creates accounts and calls modules, and shows each request and the code for it.

  npm run playground                       on wikis in memory
  npm run playground -- --wiki URL         with a wiki of your own to begin with
  npm run playground -- --port 8080        on this port; default: a free one

URL is that of api.php or of any page of the wiki, which must list http://localhost:* in $wgCrossSiteAJAXdomains.
Ctrl-C ends it.`;

/** @throws Error with the usage, for a command line that is wrong */
export function parseOptions(argv: string[]): Options | 'help' {
  const { wiki, port = '0', help } = parse(argv);
  if (help) return 'help';
  if (wiki !== undefined && !URL.canParse(wiki)) throw new Error(`--wiki takes a URL.\n\n${usage}`);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new Error(`--port takes a number.\n\n${usage}`);
  return { wiki, port: Number(port) };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: { wiki: { type: 'string' }, port: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    }).values;
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${usage}`, { cause: error });
  }
}
