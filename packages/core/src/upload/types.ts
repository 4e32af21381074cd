import type { ImageInfo, UploadParameters, UploadWarnings } from '../generated/action.ts';
import type { CallOptions } from '../options.ts';

export type { UploadWarnings };

/** A file, at once or as it comes. A stream is read once, from its first byte, and no faster than it is sent. */
export type UploadFile = Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** How a file is uploaded (API:Upload). */
export interface UploadOptions extends CallOptions, Pick<UploadParameters, 'comment' | 'tags' | 'text' | 'watchlist'> {
  /** The name that it is to have, without `File:`. */
  readonly filename: string;
  /** Publishes in spite of warnings, such as that the name is taken. */
  readonly ignorewarnings?: boolean | undefined;
  /** Bytes; needed of a stream. */
  readonly size?: number | undefined;
  /**
   * Bytes. A file that is no larger goes in one request, one that is in pieces of this size. Default 2 MiB: what PHP takes of one
   * file by default (`upload_max_filesize`). The wiki may want 1024 or more ($wgMinUploadChunkSize).
   */
  readonly chunkSize?: number | undefined;
  /** Goes on where an earlier upload of the same file stopped; where the wiki has forgotten it, from the start. */
  readonly resume?: UploadState | undefined;
  /** Told what the wiki has, whenever it has more. */
  readonly onProgress?: ((progress: UploadProgress) => void) | undefined;
}

/** What the wiki has of a file that is not published yet: plain data, to be kept and given back as `resume`. Good for its owner only. */
export interface UploadState {
  /** The key of the file in the wiki's stash. */
  readonly filekey: string;
  /** Bytes that the wiki has. */
  readonly offset: number;
  /** Bytes of the whole file. */
  readonly size: number;
  /** Of the whole file, in hexadecimal; there once all of it is in the stash. */
  readonly sha1?: string | undefined;
}

export interface UploadProgress {
  /** Bytes that the wiki has. */
  readonly sent: number;
  /** Bytes of the whole file. */
  readonly size: number;
  /** By which another process can go on; absent of a file that goes in one request. */
  readonly resume?: UploadState;
}

/** The file is published. */
export interface UploadDone {
  readonly result: 'Success';
  /** The name that it has now, with `_` for spaces. */
  readonly filename: string;
  /** What was ignored (`ignorewarnings`). */
  readonly warnings?: UploadWarnings;
  readonly imageinfo?: ImageInfo;
}

/** The file is not published, but kept: for an upload with `resume` and `ignorewarnings`, or another name. It is not sent again. */
export interface UploadWarned {
  readonly result: 'Warning';
  readonly warnings: UploadWarnings;
  readonly resume: UploadState;
}

export type UploadOutcome = UploadDone | UploadWarned;
