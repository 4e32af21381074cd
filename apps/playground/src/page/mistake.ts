import { FormError, type FormErrorCode, MwkitError } from '@mwkit/browser';

/** An error as it is shown. */
export interface Mistake {
  readonly text: string;
  /** What to do about it; empty where nothing is known. */
  readonly advice: string;
  readonly code: string;
  /** The field that is to blame, of an answer that was not sent, and why. */
  readonly field: { readonly name: string; readonly code: FormErrorCode } | undefined;
}

export function mistakeOf(error: unknown): Mistake {
  const { message } = error instanceof Error ? error : new Error(String(error));
  if (!(error instanceof MwkitError)) return { text: message, advice: '', code: '', field: undefined };
  const { advice, code } = error;
  // the advice is also the end of the message
  const text = advice !== '' && message.endsWith(advice) ? message.slice(0, -advice.length).trimEnd() : message;
  return {
    text,
    advice,
    code,
    field: error instanceof FormError ? { name: error.field, code: error.code } : undefined,
  };
}
