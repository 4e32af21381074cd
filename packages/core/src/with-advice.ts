import { giveAdvice } from './advice.ts';
import { catalogue } from './generated/errors.ts';
import { ownAdvice, ownWords } from './own-advice.ts';

const textOf =
  (texts: { readonly [code: string]: string }) =>
  (code: string): string =>
    texts[code] ?? '';

giveAdvice({ own: textOf(ownAdvice), words: textOf(ownWords), wiki: fromCatalogue });

/** What `spec/errors.yaml` says to do about an error code. */
function fromCatalogue(code: string): string {
  const entry =
    catalogue.find(({ codes }) => codes.split(' ').includes(code)) ??
    catalogue.find(({ codes }) => codes.split(' ').some((pattern) => matches(pattern, code)));
  return entry?.advice ?? '';
}

/** `abusefilter-*` stands for every code that begins so. */
function matches(pattern: string, code: string): boolean {
  if (!pattern.includes('*')) return false;
  const parts = pattern.split('*').map((part) => part.replace(/[^\w-]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(code);
}
