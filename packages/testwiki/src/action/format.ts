/** How an answer is written down: https://www.mediawiki.org/wiki/API:Data_formats */
const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function element(name: string, value: unknown): string {
  if (Array.isArray(value)) return `<${name}>${value.map((item) => element('item', item)).join('')}</${name}>`;
  if (typeof value !== 'object' || value === null) return `<${name}>${escapeXml(String(value))}</${name}>`;
  let attributes = '';
  let children = '';
  for (const [key, item] of Object.entries(value)) {
    if (key === '*') children += escapeXml(String(item));
    else if (typeof item === 'object' && item !== null) children += element(key, item);
    else attributes += ` ${key}="${escapeXml(String(item))}"`;
  }
  return children === '' ? `<${name}${attributes} />` : `<${name}${attributes}>${children}</${name}>`;
}

/** From a result in formatversion 1: values become attributes, objects elements. */
export const xml = (result: unknown): string => `<?xml version="1.0"?>${element('api', result)}`;

export function json(result: unknown, ascii: boolean): string {
  const text = JSON.stringify(result);
  return ascii ? text.replace(/[\u{7f}-\u{10ffff}]/gu, escapeUnicode) : text;
}

const escapeUnicode = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`,
  ).join('');

/** The page for people that a call without `format`, or with an unknown one, gets. */
export function htmlPage(title: string, body: string): string {
  return `<!DOCTYPE html>\n<html lang="en" dir="ltr">\n<head>\n<meta charset="UTF-8">\n<title>${escapeXml(title)}</title>\n</head>\n<body>${body}</body>\n</html>\n`;
}

export const prettyResult = (result: unknown): string => `<pre>${escapeXml(JSON.stringify(result, null, 4))}</pre>`;
