import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';

/** A bundle for one platform, minified. Bytes. */
export interface BundleSize {
  readonly what: string;
  readonly platform: 'node' | 'neutral';
  readonly min: number;
  /** `gzip -9` */
  readonly gzip: number;
  /** Minified bytes by file of origin, the biggest first. */
  readonly inputs: readonly { readonly file: string; readonly bytes: number }[];
}

interface Entry {
  readonly what: string;
  readonly code: string;
  readonly platform?: 'node' | 'neutral';
  /** From where packages are looked up. */
  readonly from?: string;
}

// core is no dependency of this package, but of the adapter
const adapter = dirname(createRequire(import.meta.url).resolve('@mwkit/node'));

const entries: readonly Entry[] = [
  { what: "`import { createWiki } from '@mwkit/node'`", code: `export { createWiki } from '@mwkit/node'` },
  {
    what: "`import { Wiki } from '@mwkit/core'` (no cookie jar)",
    code: `export { Wiki } from '@mwkit/core'`,
    platform: 'neutral',
    from: adapter,
  },
  { what: "`import Session from 'm3api'`", code: `export { default } from 'm3api'` },
  {
    what: "`import Session from 'm3api/browser.js'` (no cookie jar)",
    code: `export { default } from 'm3api/browser.js'`,
    platform: 'neutral',
  },
  { what: "`import { Mwn } from 'mwn'`", code: `export { Mwn } from 'mwn'` },
  { what: "`import Bot from 'nodemw'`", code: `export { default } from 'nodemw'` },
  {
    what: "`import { MediaWikiApi } from 'wiki-saikou'` (no cookie jar)",
    code: `export { MediaWikiApi } from 'wiki-saikou'`,
    platform: 'neutral',
  },
];

/** Each entry's size, or why it does not bundle. */
export function measureSizes(): Promise<readonly (BundleSize | { readonly what: string; readonly error: string })[]> {
  return Promise.all(
    entries.map(async (entry) => {
      try {
        return await bundle(entry);
      } catch (error) {
        return { what: entry.what, error: String(error).split('\n').slice(0, 3).join(' ') };
      }
    }),
  );
}

async function bundle({ what, code, platform = 'node', from = import.meta.dirname }: Entry): Promise<BundleSize> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: from },
    bundle: true,
    minify: true,
    format: 'esm',
    platform,
    target: 'node22',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const contents = outputFiles[0]!.contents;
  return {
    what,
    platform,
    min: contents.length,
    gzip: gzipSync(contents, { level: 9 }).length,
    inputs: inputsOf(metafile),
  };
}

function inputsOf({ outputs }: Metafile): BundleSize['inputs'] {
  return Object.values(outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .map(([file, { bytesInOutput }]) => ({ file: shortName(file), bytes: bytesInOutput }))
    .filter(({ bytes }) => bytes > 0)
    .toSorted((a, b) => b.bytes - a.bytes);
}

/** `core/dist/core.js`, `tough-cookie/dist/index.js`: without where pnpm keeps it. */
const shortName = (file: string): string => file.replace(/^.*(?:node_modules|packages)\//, '');

/** Of what a bundle of mwkit consists: bytes by part, the biggest first. */
export function partsOf({ inputs }: BundleSize): readonly { readonly part: string; readonly bytes: number }[] {
  const sums = new Map<string, number>();
  for (const { file, bytes } of inputs) {
    const part = partOf(file);
    sums.set(part, (sums.get(part) ?? 0) + bytes);
  }
  return [...sums].map(([part, bytes]) => ({ part, bytes })).toSorted((a, b) => b.bytes - a.bytes);
}

function partOf(file: string): string {
  if (file.startsWith('core/dist/generated/validators/')) return 'core: validators (generated)';
  if (file === 'core/dist/with-advice.js') return 'core: advice, the error catalogue with it';
  if (file.startsWith('core/')) return 'core: the rest';
  if (file.startsWith('node/')) return 'the Node adapter';
  return file.split('/')[0]!;
}
