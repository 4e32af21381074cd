import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import envPaths from 'env-paths';
import { CliError } from './errors.ts';
import { writePrivate } from './private-file.ts';

/** The settings file, `config.json`. Holds no secret. */
export interface Config {
  /** The api.php of the wiki that commands are for when none is named. */
  readonly current?: string | undefined;
  /** How wiki operators reach the user: goes into the User-Agent. */
  readonly contact?: string | undefined;
  /** User-Agents given as they are, by api.php. */
  readonly userAgents?: { readonly [api: string]: string };
}

/** The platform's folder for settings; `MWKIT_CONFIG_DIR` names another. */
export function configFolder(): string {
  return process.env['MWKIT_CONFIG_DIR'] || envPaths('mwkit', { suffix: '' }).config;
}

export async function readConfig(): Promise<Config> {
  const file = configFile();
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw error;
  });
  try {
    return JSON.parse(text) as Config;
  } catch {
    throw new CliError('config-damaged', `The settings file ${file} is not JSON.`, 'Mend or remove it.');
  }
}

/** Changes some settings and leaves the others; `undefined` removes one. */
export async function changeConfig(change: Config): Promise<void> {
  const next = { ...(await readConfig()), ...change };
  await writePrivate(configFile(), `${JSON.stringify(next, undefined, 1)}\n`);
}

function configFile(): string {
  return join(configFolder(), 'config.json');
}
