import { factsOf, type Facts } from './image.ts';
import { hex } from './random.ts';

/** Bytes of their own buffer. Said this way because TypeScript before 5.7 knows no `Uint8Array<ArrayBuffer>`. */
type Bytes = ReturnType<TextEncoder['encode']>;

/** A file's bytes, and what can be told of them. */
export interface Content extends Facts {
  readonly bytes: Bytes;
  readonly sha1: string;
  /** The name without extension of the title it was first read under. */
  readonly objectName: string;
}

/** One version of a file. */
export interface FileVersion {
  readonly content: Content;
  /** Milliseconds since 1970, full seconds. */
  readonly timestamp: number;
  readonly user: { readonly id: number; readonly name: string };
  readonly comment: string;
}

/** A file that is not published, or the part of it that is there. */
export interface Stashed {
  readonly userId: number;
  readonly content: Content;
  /** More is to come: how much there is so far. */
  readonly offset?: number;
}

/** What was uploaded. */
export interface FileStore {
  /** By name (`A_b.png`), newest version first. */
  versions(name: string): readonly FileVersion[];
  names(): readonly string[];
  publish(name: string, version: FileVersion): void;
  readonly stash: Map<string, Stashed>;
}

export function createFileStore(): FileStore {
  const files = new Map<string, FileVersion[]>();
  return {
    versions: (name) => files.get(name) ?? [],
    names: () => [...files.keys()],
    publish: (name, version) => void files.set(name, [version, ...(files.get(name) ?? [])]),
    stash: new Map(),
  };
}

export async function contentOf(bytes: Bytes, objectName: string): Promise<Content> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-1', bytes));
  const sha1 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { bytes, sha1, objectName, ...factsOf(bytes) };
}

/** As MediaWiki makes them: the user's id and the extension are in it. */
export const newFileKey = (userId: number, extension: string): string =>
  `1${hex(6).slice(1)}.${hex(3)}.${userId}.${extension}`;
