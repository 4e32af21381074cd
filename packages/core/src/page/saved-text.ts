/** Stands for what the wiki fills in; no text of a wiki holds it. */
const gap = '\0';

/** The text with gaps where the wiki completes it when it saves (Help:Pre-save transform): signatures, links with an empty part. */
function withGaps(text: string): string {
  return text
    .replaceAll(/~{3,5}/g, gap)
    .replaceAll(/(\[\[[^[\]\n]*\|)[ \t]*(?=\]\])/g, `$1${gap}`)
    .replaceAll(/\[\[(?=\|)/g, `[[${gap}`);
}

/** What may become anything. */
const substituted = /\{\{\s*(safe)?subst:/i;

/** Whether the wiki saves another text than it was given. */
export function isRewritten(text: string): boolean {
  return withGaps(text).includes(gap) || substituted.test(text);
}

/**
 * Whether this is the text that the wiki made of that one.
 * @param atEnd whether it is only to end with it
 * @returns `undefined` where that cannot be told
 */
export function resembles(
  saved: { readonly content?: string; readonly contentmodel?: string },
  text: string,
  atEnd: boolean,
): boolean | undefined {
  const { content, contentmodel = 'wikitext' } = saved;
  if (content === undefined) return undefined;
  const whole = clean(content);
  const pieces = withGaps(clean(text)).split(gap);
  const [only = ''] = pieces;
  if (pieces.length === 1 ? (atEnd ? whole.endsWith(only) : whole === only) : fits(whole, pieces, atEnd)) return true;
  // JSON is laid out anew
  return contentmodel !== 'wikitext' || substituted.test(text) ? undefined : false;
}

/** Whether these pieces follow each other, with something between them on the same line. */
function fits(whole: string, pieces: readonly string[], atEnd: boolean): boolean {
  const pattern = pieces.map((piece) => piece.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)).join('[^\\n]*');
  return new RegExp(`${atEnd ? '' : '^'}${pattern}$`).test(whole);
}

/** As the wiki saves it: `\n` ends lines, Unicode is NFC, and the end is no space. */
export function clean(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n').normalize('NFC').trimEnd();
}

/** Whether this is what the wiki made of the summary, or reason: without one it may write its own, and it shortens long ones. */
export function hasComment(
  wanted = '',
  { comment = '', commenthidden }: { readonly comment?: string; readonly commenthidden?: boolean },
): boolean {
  const [begin, saved] = [wanted, comment].map((text) => clean(text).trim().replace(/\s+/g, ' ')) as [string, string];
  return commenthidden === true || saved.includes(begin.slice(0, 200));
}
