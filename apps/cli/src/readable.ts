import { visible } from './output.ts';

const entities: { readonly [name: string]: string } = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  minus: '−',
  hellip: '…',
  laquo: '«',
  raquo: '»',
  mdash: '—',
  ndash: '–',
};

/**
 * A text of the wiki as plain lines: HTML and the commonest wikitext taken out, and nothing that would change the terminal.
 * Labels and messages come as HTML, but values such as a captcha's question come as whoever wrote them did (captcha-questy-authmanagerinfo-create).
 */
export function readable(text: string): string {
  const plain = text
    .replace(/<!--.*?-->|<(script|style)\b.*?<\/\1\s*>/gis, '')
    .replace(/<li\b[^>]*>|^\*+ */gim, '\n• ')
    .replace(/<(br|\/p|\/div|\/li|\/ul|\/ol|\/h\d|\/tr)\b[^>]*>/gi, '\n')
    .replace(/<\/?[a-z](?:"[^"]*"|'[^']*'|[^"'>])*>/gi, '')
    .replace(/\[\[(?:[^\][|]*\|)?([^\][]*)\]\]/g, '$1')
    .replace(/\[(?:https?:)?\/\/\S+ ([^\]]*)\]/g, '$1')
    .replace(/'{2,5}/g, '')
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (whole, decimal, hex, name) => {
      const code = decimal ? Number(decimal) : hex ? parseInt(hex as string, 16) : undefined;
      if (code !== undefined) return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      return entities[name as string] ?? whole;
    });
  return visible(plain)
    .split('\n')
    .map((line) => line.replace(/[\s\u00A0]+/g, ' ').trim())
    .join('\n')
    .replace(/\n{2,}/g, '\n')
    .trim();
}

/** The same in one line, for a label. */
export function readableLine(text: string): string {
  return readable(text).replaceAll('\n', ' ');
}
