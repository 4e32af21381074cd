/**
 * What to do about an error. The texts weigh much, so that a page has them only where it asks for them: `@mwkit/core/advice` brings
 * them, and the adapters of all runtimes but browsers import it. Without it errors say what happened, and no more.
 */
export interface Adviser {
  /** About an error of mwkit, by its code or what stands for one of its cases. */
  readonly own: (code: string) => string;
  /** About an error code of a wiki. */
  readonly wiki: (code: string) => string;
}

let adviser: Adviser = { own: () => '', wiki: () => '' };

/** From here on errors have this advice. */
export function giveAdvice(from: Adviser): void {
  adviser = from;
}

/** Empty where nothing is known. */
export const adviceFor = (code: string): string => adviser.own(code);

/** The same for an error code of the wiki. */
export const adviceForWiki = (code: string): string => adviser.wiki(code);
