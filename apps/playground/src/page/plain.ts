/**
 * The words of a wiki without their markup. They come as HTML from whatever wiki was chosen, and are only ever shown as text;
 * a document of DOMParser runs and loads nothing.
 */
export function plain(html: string): string {
  if (!/[<&]/.test(html)) return html.trim();
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const block of body.querySelectorAll('p, br, li, div')) block.append('\n');
  return body.textContent.replace(/\n{2,}/g, '\n').trim();
}
