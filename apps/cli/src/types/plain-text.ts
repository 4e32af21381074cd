const entities: { readonly [name: string]: string } = { lt: '<', gt: '>', quot: '"', nbsp: ' ', amp: '&' };

/** A help text of the wiki (`helpformat=wikitext`) as plain text, with code in backticks. */
export function plainText(wikitext: string): string {
  return decoded(
    wikitext
      .replace(/<br ?\/?>/g, '\n')
      // code in a link, or a link in code
      .replace(/\[\[([^\]|]*)\|([^\]]*)\]\]/g, '$2')
      .replace(/\[\[:?([^\]]*)\]\]/g, '$1')
      .replace(/\[(?:https?:)?(\/\/\S+) ([^\]]+)\]/g, '$2 (https:$1)')
      .replace(/<(kbd|var|code|samp)\b[^>]*>(.*?)<\/\1>/gs, (_, _tag, text: string) => code(text))
      .replace(/<\/?[a-z][^>]*>/gi, '')
      .replace(/'''?/g, '')
      .replace(/^;([^:]*):\s*/gm, '- $1: ')
      .replace(/^[*#]+\s*/gm, '- ')
      .replace(/^:+\s*/gm, ''),
  )
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ $/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const code = (text: string): string => (text.trim() === '' || text.includes('`') ? text : `\`${text}\``);

const decoded = (text: string): string =>
  text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex: string, decimal: string, name: string) => {
    if (name) return entities[name] ?? whole;
    return String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal));
  });
