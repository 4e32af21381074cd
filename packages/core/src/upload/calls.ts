import type { LooseParameters } from '../action/parameters.ts';
import { ApiError, HttpError, NetworkError } from '../errors.ts';
import type { JsonObject } from '../json.ts';

/** How an upload calls the wiki: with the parameters and options of whoever wants it. */
export interface UploadCalls {
  /** `action=upload`. @returns the whole answer */
  post(parameters: LooseParameters): Promise<JsonObject>;
  /** `action=query`. @returns the whole answer */
  get(parameters: LooseParameters): Promise<JsonObject>;
}

/** `upload` of an answer. */
export function uploadOf(answer: JsonObject): JsonObject {
  return (answer['upload'] ?? {}) as JsonObject;
}

/** Whether the wiki may have got what was sent, or may get it when it is sent again. */
export function isLost(error: unknown): error is NetworkError | HttpError {
  return error instanceof NetworkError || (error instanceof HttpError && error.outcomeUnknown);
}

export function isUnknownKey(error: unknown): boolean {
  return error instanceof ApiError && unknownKey.some((code) => error.has(code));
}

/** What the wiki says of a key that it does not know, or no more (upload-from-stash-gone, upload-checkstatus-nothing). */
const unknownKey = [
  'uploadstash-file-not-found',
  'uploadstash-bad-path',
  'uploadstash-no-such-key',
  'stashedfilenotfound',
  'missingresult',
];

/** Milliseconds before what failed is tried again, the first time after `failures` = 1. */
export function pauseAfter(failures: number): number {
  return Math.min(500 * 2 ** (failures - 1), 10_000);
}
