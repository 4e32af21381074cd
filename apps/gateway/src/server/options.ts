import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

/** What a server is started with. */
export interface ServerOptions {
  /** The file with the configuration. */
  readonly config: string;
  /** Where sessions are kept; `undefined`: in this process. */
  readonly redis: string | undefined;
  readonly port: number;
  readonly host: string;
  /** How many proxies of one's own pass each request on: so many of the last addresses in X-Forwarded-For are true. */
  readonly trustedProxies: number;
}

/** Something that whoever starts the server has to mend. */
export class StartError extends Error {}

export const help = `Usage: mwkit-gateway --config FILE [--memory]

Signs the visitors of web apps in to wikis, and passes their calls on.

  --config FILE  the configuration, in JSON
  --memory       keep sessions in this process, and lose them with it: for trying out
  --help         show this

Environment:
  REDIS_URL             where sessions are kept, e.g. redis://user:password@127.0.0.1:6379/0; rediss:// for TLS
  PORT                  default 8080; 0: any free one
  HOST                  default 127.0.0.1: reached by a proxy on this machine alone
  TRUSTED_PROXIES       how many proxies stand before it and add to X-Forwarded-For; default 0
  CLIENT_SECRET_NAME    the secret of a confidential OAuth consumer, for the wiki that the configuration calls name
`;

/** @returns `undefined` where help is asked for. @throws StartError */
export function readOptions(
  args: readonly string[],
  env: { readonly [name: string]: string | undefined },
): ServerOptions | undefined {
  const { config, memory, help } = parse(args);
  if (help) return undefined;
  if (!config) throw new StartError('Say where the configuration is: mwkit-gateway --config FILE');
  const redis = memory ? undefined : env['REDIS_URL'];
  if (!memory && !redis)
    throw new StartError(
      'REDIS_URL is not set. Sessions are kept in Redis, e.g. REDIS_URL=redis://127.0.0.1:6379; to try out without, add --memory',
    );
  if (redis !== undefined && !/^(rediss?:\/\/|\/)/.test(redis))
    throw new StartError('REDIS_URL must begin with redis:// or rediss://, or be the path of a socket');
  return {
    config,
    redis,
    port: wholeNumber(env, 'PORT', 8080, 65_535),
    host: env['HOST'] || '127.0.0.1',
    trustedProxies: wholeNumber(env, 'TRUSTED_PROXIES', 0, 10),
  };
}

/** What the file holds, not yet checked. @throws StartError */
export async function readConfig(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new StartError(`The configuration cannot be read: ${messageOf(error)}`);
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new StartError(`${file} is not JSON: ${messageOf(error)}`);
  }
}

function parse(args: readonly string[]): { config?: string; memory?: boolean; help?: boolean } {
  const options = { config: { type: 'string' }, memory: { type: 'boolean' }, help: { type: 'boolean' } } as const;
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new StartError(`${messageOf(error)}\n\n${help}`);
  }
}

function wholeNumber(
  env: { readonly [name: string]: string | undefined },
  name: string,
  usual: number,
  most: number,
): number {
  const text = env[name] || String(usual);
  if (!/^\d{1,5}$/.test(text) || Number(text) > most)
    throw new StartError(`${name} must be a whole number up to ${most}, and is ${text}`);
  return Number(text);
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
