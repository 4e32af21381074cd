import type { Module } from './module.ts';
import { anyOf, list, string } from './parameters.ts';
import { keyed } from './result.ts';

/** Some of the languages that MediaWiki knows. */
const languages: Readonly<Record<string, { autonym: string; name: string; dir?: 'rtl' }>> = {
  ar: { autonym: 'العربية', name: 'Arabic', dir: 'rtl' },
  de: { autonym: 'Deutsch', name: 'German' },
  en: { autonym: 'English', name: 'English' },
  es: { autonym: 'español', name: 'Spanish' },
  fr: { autonym: 'français', name: 'French' },
  he: { autonym: 'עברית', name: 'Hebrew', dir: 'rtl' },
  ja: { autonym: '日本語', name: 'Japanese' },
  ru: { autonym: 'русский', name: 'Russian' },
  th: { autonym: 'ไทย', name: 'Thai' },
  zh: { autonym: '中文', name: 'Chinese' },
};

function describe(code: string, props: readonly string[]): Record<string, unknown> {
  const { autonym = code, name = code, dir = 'ltr' } = languages[code] ?? {};
  const all: Readonly<Record<string, unknown>> = {
    code,
    bcp47: code,
    dir,
    autonym,
    name,
    variantnames: [],
    fallbacks: [],
    variants: keyed([], []),
  };
  return Object.fromEntries(Object.entries(all).filter(([prop]) => props.includes(prop)));
}

/** https://www.mediawiki.org/wiki/API:Languageinfo, of a few languages. */
export const languageinfo: Module = {
  path: 'query+languageinfo',
  classname: 'ApiQueryLanguageinfo',
  group: 'meta',
  prefix: 'li',
  help: [],
  readrights: true,
  parameters: {
    prop: anyOf('autonym bcp47 code dir fallbacks name variantnames variants', {
      default: 'code',
      before143: { type: ['autonym', 'bcp47', 'code', 'dir', 'fallbacks', 'name', 'variants'] },
    }),
    code: { ...list(), default: '*' },
    continue: string(),
  },
  execute(_, values) {
    const asked = values.list('code');
    const codes = Object.keys(languages).filter((code) => asked.includes('*') || asked.includes(code));
    const found = codes.map((code): [string, unknown] => [code, describe(code, values.list('prop'))]);
    return { languageinfo: Object.fromEntries(found) };
  },
};
