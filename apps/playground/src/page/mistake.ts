import { type Explanation, FormError, type FormErrorCode, MwkitError, type Wiki } from '@mwkit/browser';

/** An error as it is shown. */
export interface Mistake {
  readonly text: string;
  /** What to do about it; empty where nothing is known. */
  readonly advice: string;
  readonly code: string;
  /** The field that is to blame, of an answer that was not sent, and why. */
  readonly field: { readonly name: string; readonly code: FormErrorCode } | undefined;
}

/** What was thrown, and why: a browser says of most failures only that they were. @param wiki that was called, to ask it */
export async function mistakeOf(error: unknown, wiki?: Wiki): Promise<Mistake> {
  const { message } = error instanceof Error ? error : new Error(String(error));
  if (!(error instanceof MwkitError)) return { text: message, advice: '', code: '', field: undefined };
  if (error instanceof FormError) {
    const { field: name, code } = error;
    return { text: message, advice: '', code, field: { name, code } };
  }
  const why = wiki && (await explained(wiki, error));
  if (why && why.cause !== 'other')
    return { text: why.what, advice: why.advice, code: `${error.code}: ${why.cause}`, field: undefined };
  const { advice, code } = error;
  // the advice is also the end of the message
  const text = advice !== '' && message.endsWith(advice) ? message.slice(0, -advice.length).trimEnd() : message;
  return { text, advice, code, field: undefined };
}

/** `undefined` where the wiki could not be asked either. */
async function explained(wiki: Wiki, failure: MwkitError): Promise<Explanation | undefined> {
  try {
    return await wiki.explain(failure);
  } catch {
    return undefined;
  }
}
