import type { Version } from '../options.ts';
import { texts, textsBefore143, textsFrom143 } from './texts.ts';

/** A parameter of a message, in the shapes that `errorformat=raw` shows. */
export type MessageParameter =
  | string
  | number
  | null
  | { readonly plaintext: string }
  | { readonly num: number }
  | { readonly duration: number }
  | Message
  | { readonly list: readonly MessageParameter[] | Readonly<Record<string, MessageParameter>>; readonly type: 'comma' };

export interface Message {
  readonly key: string;
  readonly params: readonly MessageParameter[];
  /** What 1.39 has for the key of a `rawmessage`: its text, or `$1` (labauth-clientlogin-ui-messageformat-raw). */
  readonly raw?: 'text' | '$1';
}

/** A text made in code, for which there is no message. */
export const rawMessage = (text: string): Message => ({ key: 'rawmessage', params: [text], raw: 'text' });

/** A name that is shown as it is; null where there is none to show. */
export const literal = (text: string | null): Message => ({ key: 'rawmessage', params: [text], raw: '$1' });

function parameterText(value: MessageParameter, version: Version = '1.43'): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (value === null) return '';
  if ('key' in value) return wikitext(value, version);
  if ('plaintext' in value) return value.plaintext;
  if ('num' in value) return String(value.num);
  if ('duration' in value) return duration(value.duration);
  return Object.values<MessageParameter>(value.list)
    .map((one) => parameterText(one, version))
    .join(', ');
}

function duration(seconds: number): string {
  const [unit, length] = (
    [
      ['day', 86_400],
      ['hour', 3600],
      ['minute', 60],
    ] as const
  ).find(([, one]) => seconds % one === 0) ?? ['second', 1];
  const count = seconds / length;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function template({ key, params }: Message, version: Version): string {
  if (key === 'rawmessage') return parameterText(params[0] ?? null);
  if (key.startsWith('* $1')) return key;
  const override = version >= '1.43' ? textsFrom143 : textsBefore143;
  return override[key] ?? texts[key] ?? `⧼${key}⧽`;
}

function wikitext(message: Message, version: Version, escape = (text: string): string => text): string {
  if (message.key === 'rawmessage') return template(message, version);
  const text = template(message, version).replace(
    /\{\{PLURAL:\$(\d)\|([^|}]*)\|([^}]*)\}\}/gu,
    (_, n: string, one: string, many: string) => (message.params[Number(n) - 1] === 1 ? one : many),
  );
  return text.replace(/\$(\d)/gu, (_, n: string) =>
    escape(parameterText(message.params[Number(n) - 1] ?? '', version)),
  );
}

/** `plaintext` is also what `bc` shows: one line, `<kbd>` and the like turned into quotes. */
export type TextFormat = 'plaintext' | 'wikitext' | 'html';

export function messageText(message: Message, format: TextFormat, version: Version): string {
  const text = wikitext(message, version, format === 'html' ? escapeHtml : undefined);
  if (format === 'wikitext') return text;
  if (format === 'plaintext') {
    const plain = text.replace(/<\/?(?:kbd|var|code|samp)>/gu, '"').replace(/<\/?(?:strong|em)>/gu, '');
    return plain.replace(/\n+/gu, ' ');
  }
  return text
    .replace(/\[\[([^\]|]+)\|?([^\]]*)\]\]/gu, (_, target: string, label: string) => {
      return `<a href="/wiki/${target.replaceAll(' ', '_')}" title="${target}">${label || target}</a>`;
    })
    .replace(/\[(https?:\S+) ([^\]]+)\]/gu, '<a rel="nofollow" class="external text" href="$1">$2</a>')
    .replace(/'''(.+?)'''/gu, '<b>$1</b>');
}

/** `{key, params}`, as errorformat and messageformat `raw` show it. */
export function rawForm({ key, params, raw }: Message, version: Version): object {
  if (raw === undefined || version >= '1.43') return { key, params };
  return raw === '$1' ? { key: '$1', params } : { key: params[0], params: [] };
}

const codes: Readonly<Record<string, string>> = {
  noname: 'invaliduser',
  'badaccess-groups': 'permissiondenied',
  'badaccess-group0': 'permissiondenied',
  blockedtext: 'blocked',
  'apierror-blocked': 'blocked',
};

/** The code of a message; of a text made in code it is the text, mangled (labauth-clientlogin-redirect-fail-denied). */
export function messageCode({ key, params }: Message): string {
  const text = key === 'rawmessage' ? parameterText(params[0] ?? null) : key;
  return (codes[key] ?? text.replace(/^api(?:error|warn)-/u, '')).replace(/[^\w-]/gu, '_');
}
