/** Page titles: https://www.mediawiki.org/wiki/Manual:Page_title */
export const namespaces: ReadonlyMap<number, string> = new Map([
  [-2, 'Media'],
  [-1, 'Special'],
  [0, ''],
  [1, 'Talk'],
  [2, 'User'],
  [3, 'User talk'],
  [4, 'Project'],
  [5, 'Project talk'],
  [6, 'File'],
  [7, 'File talk'],
  [8, 'MediaWiki'],
  [9, 'MediaWiki talk'],
  [10, 'Template'],
  [11, 'Template talk'],
  [12, 'Help'],
  [13, 'Help talk'],
  [14, 'Category'],
  [15, 'Category talk'],
]);

export interface Title {
  readonly ns: number;
  /** With the namespace's name, and spaces: `User talk:Alice`. */
  readonly text: string;
}

/** The character that no title may hold, or undefined. */
export function illegalCharacter(text: string): string | undefined {
  return /[<>[\]|{}\n\u007f\ufffd]/u.exec(text)?.[0];
}

const upperFirst = (text: string): string => text.replace(/^./u, (first) => first.toUpperCase());

/** Some of the prefixes of other wikis that every new MediaWiki knows (API:Siteinfo, interwikimap). */
const interwikis: readonly string[] = ['commons', 'mediawikiwiki', 'meta', 'mw', 'wikidata', 'wikipedia', 'wiktionary'];

/** A title of another wiki, in its normal form; undefined for one of this wiki. */
export function interwikiOf(input: string): { readonly prefix: string; readonly text: string } | undefined {
  const [, prefix = '', rest = ''] = /^[_ ]*:?[_ ]*([a-z]+)[_ ]*:([^#]*)/iu.exec(input) ?? [];
  if (!interwikis.includes(prefix.toLowerCase())) return undefined;
  if (illegalCharacter(rest) !== undefined) return undefined;
  const text = rest.replace(/[_ ]+/gu, ' ').trim().normalize();
  return { prefix: prefix.toLowerCase(), text: `${prefix.toLowerCase()}:${text}` };
}

/** Undefined for a title that no page can have, also for one of another wiki. What follows `#` is not part of a title. */
export function parseTitle(input: string): Title | undefined {
  const text = input.replace(/#.*$/su, '').replace(/[_ ]+/gu, ' ').trim().normalize();
  if (interwikiOf(input)) return undefined;
  if (text === '' || illegalCharacter(text) !== undefined || new TextEncoder().encode(text).length > 255)
    return undefined;
  const colon = text.indexOf(':');
  if (colon > 0) {
    const prefix = text.slice(0, colon).trim().toLowerCase();
    for (const [ns, name] of namespaces) {
      if (name !== '' && name.toLowerCase() === prefix) {
        const rest = text.slice(colon + 1).trim();
        return rest === '' ? undefined : { ns, text: `${name}:${upperFirst(rest)}` };
      }
    }
  }
  return { ns: 0, text: upperFirst(text) };
}

/** Its discussion page; undefined where it is one, or can have none (Help:Namespaces). */
export function talkOf({ ns, text }: Title): Title | undefined {
  const name = namespaces.get(ns + 1);
  if (ns < 0 || ns % 2 === 1 || name === undefined) return undefined;
  return { ns: ns + 1, text: `${name}:${ns === 0 ? text : text.slice(text.indexOf(':') + 1)}` };
}

/** The form used in URLs: underscores for spaces. */
export const titleKey = (text: string): string => text.replaceAll(' ', '_');

/** Percent-encoded as MediaWiki does for its own links: `/` and `:` stay. */
export const wikiUrlencode = (text: string): string =>
  encodeURIComponent(titleKey(text)).replace(/%(3B|40|24|2C|2F|3A)/giu, (escaped) => decodeURIComponent(escaped));

/** The canonical form of a user name, or undefined for a name no account can have. */
export function userName(input: string): string | undefined {
  const text = upperFirst(input.replace(/[_ ]+/gu, ' ').trim());
  if (text === '' || /[#<>[\]|{}/:]/u.test(text)) return undefined;
  return /^\d+\.\d+\.\d+\.\d+$/u.test(text) ? undefined : text;
}
