import type { Bytes } from '../base64url.ts';
import { UsageError } from '../errors.ts';
import { abortable } from '../http/wait.ts';
import { Sha1 } from './sha1.ts';
import type { UploadFile } from './types.ts';

/** A file that is read piece by piece. No more of it is held than the piece that was asked for last. */
export interface Source {
  /** Bytes. */
  readonly size: number;
  /** The bytes from `offset` on, at most `length`. Offsets of a stream never go back. */
  chunk(offset: number, length: number): Promise<Blob>;
  /** The SHA-1 of the whole, in hexadecimal; reads a stream to its end. */
  sha1(): Promise<string>;
  /** Lets a stream go. */
  close(): Promise<void>;
}

/** Bytes that are read at once to take the SHA-1. */
const step = 1024 * 1024;

/** @throws UsageError `bad-parameter` for what is no file, or a stream without `size` */
export function sourceOf(file: UploadFile, size: number | undefined, signal?: AbortSignal): Source {
  if (file instanceof Blob) return blobSource(file);
  const isStream = typeof file === 'object' && file !== null && ('getReader' in file || Symbol.asyncIterator in file);
  if (!isStream) throw unfit('There is no file to upload: give a Blob, a File or a stream of bytes.');
  if (!Number.isSafeInteger(size) || (size ?? -1) < 0) throw unfit('A stream needs `size`, the number of its bytes.');
  return new StreamSource(partsOf(file), size ?? 0, signal);
}

function unfit(what: string): UsageError {
  return new UsageError('bad-parameter', what);
}

function blobSource(file: Blob): Source {
  return {
    size: file.size,
    chunk: async (offset, length) => file.slice(offset, offset + length, file.type),
    async sha1() {
      const hash = new Sha1();
      for (let at = 0; at < file.size; at += step) {
        hash.update(new Uint8Array(await file.slice(at, at + step).arrayBuffer()));
      }
      return hash.digest();
    },
    close: async () => {},
  };
}

/** Not by the stream's own iterator, which older Safari has not. */
async function* partsOf(file: Exclude<UploadFile, Blob>): AsyncGenerator<Uint8Array, void, undefined> {
  if (!('getReader' in file)) {
    yield* file;
    return;
  }
  const reader = file.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    await reader.cancel();
  }
}

class StreamSource implements Source {
  readonly size: number;
  readonly #parts: AsyncGenerator<Uint8Array, void, undefined>;
  readonly #signal: AbortSignal | undefined;
  readonly #hash = new Sha1();
  #digest: string | undefined;
  /** What was read last: the bytes from `#first` to `#read`. */
  #held: Uint8Array[] = [];
  #first = 0;
  #read = 0;

  constructor(parts: AsyncGenerator<Uint8Array, void, undefined>, size: number, signal: AbortSignal | undefined) {
    this.#parts = parts;
    this.size = size;
    this.#signal = signal;
  }

  async chunk(offset: number, length: number): Promise<Blob> {
    const end = Math.min(offset + length, this.size);
    this.#forget(offset);
    while (this.#read < end) {
      await this.#more();
      this.#forget(offset);
    }
    if (end === this.size) await this.#end();
    if (offset < this.#first) throw unfit(`The wiki wants byte ${offset} of a stream that is past it.`);
    return new Blob(this.#held as Bytes[]).slice(offset - this.#first, end - this.#first);
  }

  async sha1(): Promise<string> {
    while (this.#read < this.size) {
      await this.#more();
      this.#forget(this.#read);
    }
    await this.#end();
    return (this.#digest ??= this.#hash.digest());
  }

  async close(): Promise<void> {
    // a source that never gives its next part would never end
    void this.#parts.return().catch(() => {});
    this.#held = [];
  }

  async #more(): Promise<void> {
    const { done, value } = await abortable(this.#parts.next(), this.#signal);
    if (done) throw unfit(`The stream ended after ${this.#read} bytes; \`size\` says ${this.size}.`);
    if (!(value instanceof Uint8Array)) throw unfit('The stream must be one of Uint8Array.');
    this.#hash.update(value);
    this.#held.push(value);
    this.#read += value.length;
    if (this.#read > this.size) throw unfit(`The stream has more than the ${this.size} bytes that \`size\` says.`);
  }

  /** @throws UsageError where there is more */
  async #end(): Promise<void> {
    for (let part = await this.#next(); !part.done; part = await this.#next()) {
      if (part.value.length > 0) throw unfit(`The stream has more than the ${this.size} bytes that \`size\` says.`);
    }
  }

  #next(): Promise<IteratorResult<Uint8Array, void>> {
    return abortable(this.#parts.next(), this.#signal);
  }

  #forget(before: number): void {
    let count = 0;
    for (const part of this.#held) {
      if (this.#first + part.length > before) break;
      this.#first += part.length;
      count++;
    }
    this.#held.splice(0, count);
  }
}
