import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Runtime } from '../suite/env.ts';
import { isOwnWiki, type AccountsFile } from './wikis.ts';

const runtimes: readonly Runtime[] = [
  'node-24',
  'node-22',
  'node-20',
  'deno',
  'bun',
  'workerd',
  'workerd-2024',
  'chromium',
  'firefox',
];

export interface Options {
  readonly runtimes: readonly Runtime[];
  /** Names of the suite's own wikis; absent for all of them. */
  readonly wikis?: readonly string[];
  /** A wiki elsewhere, in place of the suite's own. */
  readonly other?: { readonly api: string; readonly accounts: AccountsFile };
}

export class UsageError extends Error {
  override name = 'UsageError';
}

export const help: string = `npm run conformance -- [options]
  --runtime NAMES   only these, e.g. deno,bun. There are: ${runtimes.join(', ')}
  --wiki NAMES      only these of the suite's own: testwiki, 1.39, 1.43
  --wiki URL        the wiki with this api.php
  --accounts FILE   for --wiki URL: JSON with names and passwords by role:
                    { "accounts": { "user": { "name", "password" },
                                    "twoFactor": { "name", "password", "totp": { "secret" } } },
                      "botPasswords": { "bot": { "name", "password" } } }
                    The suite makes pages whose titles begin with "Conformance".`;

/** @throws UsageError */
export async function readOptions(args: readonly string[]): Promise<Options | 'help'> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runtime: { type: 'string' },
      wiki: { type: 'string' },
      accounts: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const chosen = values.runtime?.split(',') ?? runtimes;
  const unknown: string | undefined = chosen.find((name) => !(runtimes as readonly string[]).includes(name));
  if (unknown !== undefined)
    throw new UsageError(`There is no runtime "${unknown}". There are: ${runtimes.join(', ')}.`);
  const common = { runtimes: chosen as Runtime[] };
  if (values.wiki === undefined) return common;
  if (!/^https?:/.test(values.wiki)) {
    const wikis = values.wiki.split(',');
    const wrong = wikis.find((name) => !isOwnWiki(name));
    if (wrong !== undefined) throw new UsageError(`"${wrong}" is no wiki of the suite's own, and no URL.`);
    return { ...common, wikis };
  }
  const accounts = values.accounts ? (JSON.parse(await readFile(values.accounts, 'utf8')) as AccountsFile) : {};
  return { ...common, other: { api: values.wiki, accounts } };
}
