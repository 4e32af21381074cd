import { writeFile } from 'node:fs/promises';
import path from 'node:path';
// @ts-expect-error: the package has no types; its CommonJS `default` is the path of its program
import workerd from 'workerd';
import { start } from './process.ts';
import { resultsOf, type Bench, type Found, type Missing } from './runtime.ts';

/**
 * Compatibility dates, without a flag. Today's has what `nodejs_compat` was for by itself. With the old one fetch sends Authorization on to other origins, knows no `cache`,
 * and there is no `process`.
 */
export const dates = { workerd: '2026-11-01', 'workerd-2024': '2024-09-23' } as const;

export async function findWorkerd(name: keyof typeof dates, { folder, authority }: Bench): Promise<Found | Missing> {
  const program = (workerd as { default: string }).default;
  const { code, errors } = await start(program, ['--version']);
  if (code !== 0) return { name, missing: `it does not start: ${errors.trim().split('\n').at(-1)}` };
  const config = path.join(folder, `${name}.capnp`);
  await writeFile(config, configuration(dates[name], path.relative(folder, authority)));
  return {
    name,
    version: '',
    page: false,
    async run(env) {
      const ended = await start(program, ['test', config], { MWKIT_CONFORMANCE: JSON.stringify(env) });
      return resultsOf(ended.out, ended.errors);
    },
    async [Symbol.asyncDispose]() {},
  };
}

/** The network is this machine's: a Worker may else not call loopback. */
const configuration = (date: string, authority: string) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = .main), (name = "internet", network = .network)]);
const network :Workerd.Network = (
  allow = ["public", "private", "local"],
  tlsOptions = (trustBrowserCas = true, trustedCertificates = [embed "${authority}"]),
);
const main :Workerd.Worker = (
  modules = [(name = "workerd.js", esModule = embed "workerd.js"), (name = "suite.js", esModule = embed "suite.js")],
  compatibilityDate = "${date}",
  globalOutbound = "internet",
  bindings = [(name = "MWKIT_CONFORMANCE", fromEnvironment = "MWKIT_CONFORMANCE")],
);
`;
