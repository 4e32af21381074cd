/**
 * What to do about an error. The texts weigh much, so that a page has them only where it asks for them: `@mwkit/core/advice` brings
 * them, and the adapters of all runtimes but browsers import it. Without it errors say what happened, and no more.
 */
export interface Adviser {
  /** About an error of mwkit, by its code or what stands for one of its cases. */
  readonly own: (code: string) => string;
  /** What has happened, where the code of an error of mwkit has more to say than its message would. */
  readonly words: (code: string) => string;
  /** About an error code of a wiki. */
  readonly wiki: (code: string) => string;
}

let adviser: Adviser = { own: () => '', words: () => '', wiki: () => '' };

/** From here on errors have this advice. */
export function giveAdvice(from: Adviser): void {
  adviser = from;
}

/** Empty where nothing is known. */
export const adviceFor = (code: string): string => adviser.own(code);

/** What has happened, in words; empty where the code must do. */
export const wordsFor = (code: string): string => adviser.words(code);

/** The same as `adviceFor` for an error code of the wiki. */
export const adviceForWiki = (code: string): string => adviser.wiki(code);
