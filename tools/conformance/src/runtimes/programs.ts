import { access } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Runtime } from '../../suite/env.ts';
import { start } from './process.ts';
import { resultsOf, type Bench, type Found, type Missing } from './runtime.ts';

const require = createRequire(import.meta.url);

/** A runtime that is a program which runs a file. */
interface Program {
  readonly entry: string;
  /** Where it lies; undefined where it does not. */
  readonly find: () => Promise<string | undefined>;
  readonly why: string;
  readonly args?: (authority: string) => readonly string[];
  /** Prints its version, alone. */
  readonly version: readonly string[];
}

/** A program that a package brings; undefined where the package is not installed. */
export const inPackage = (name: string, file: string) => async (): Promise<string | undefined> => {
  try {
    return path.join(path.dirname(require.resolve(`${name}/package.json`)), file);
  } catch {
    return undefined;
  }
};

/** The first `node` of this major version on PATH: not that of the workspace, which comes first there. */
export async function nodeOnPath(major: string): Promise<string | undefined> {
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    const program = path.join(folder, 'node');
    const exists = await access(program).then(
      () => true,
      () => false,
    );
    if (exists && (await start(program, ['--version'])).out.startsWith(`v${major}.`)) return program;
  }
  return undefined;
}

const node = { entry: 'node.js', version: ['-p', 'process.versions.node'] };

const programs: { readonly [name in Runtime]?: Program } = {
  'node-24': { ...node, find: async () => process.execPath, why: '' },
  'node-22': {
    ...node,
    find: inPackage(`node-22-${process.arch}`, 'bin/node'),
    why: 'its package node-linux is for Linux on x64 and arm64',
  },
  'node-20': { ...node, find: () => nodeOnPath('20'), why: 'there is no node of version 20 on PATH' },
  deno: {
    entry: 'deno.js',
    find: inPackage('deno', 'bin.cjs'),
    why: 'the package deno is not installed',
    // what it needs, and no more
    args: (authority) => [
      'run',
      '--no-prompt',
      '--no-config',
      `--cert=${authority}`,
      '--allow-net=127.0.0.1,localhost,nosuch.invalid',
      '--allow-env=MWKIT_CONFORMANCE',
      // the test library looks for settings of its own
      '--ignore-env',
    ],
    version: ['eval', 'console.log(Deno.version.deno)'],
  },
  bun: {
    entry: 'bun.js',
    find: inPackage('bun', 'bin/bun.exe'),
    why: 'the package bun is not installed',
    args: () => ['run'],
    version: ['-p', 'Bun.version'],
  },
};

/** Finds it, and asks its version. */
export async function findProgram(name: Runtime, { folder, authority }: Bench): Promise<Found | Missing> {
  const program = programs[name];
  const file = await program?.find();
  if (!program || !file) return { name, missing: program?.why ?? '' };
  const { out, errors, code } = await start(file, program.version);
  if (code !== 0) return { name, missing: `it does not start: ${errors.trim().split('\n').at(-1)}` };
  return {
    name,
    version: out.trim(),
    page: false,
    async run(env) {
      const variables = { MWKIT_CONFORMANCE: JSON.stringify(env), NODE_EXTRA_CA_CERTS: authority };
      const ended = await start(
        file,
        [...(program.args?.(authority) ?? []), path.join(folder, program.entry)],
        variables,
      );
      return resultsOf(ended.out, ended.errors);
    },
    async [Symbol.asyncDispose]() {},
  };
}
