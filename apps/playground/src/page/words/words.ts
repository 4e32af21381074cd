import { ref, watchEffect } from 'vue';
import { de } from './de.ts';
import { en } from './en.ts';

export const languages = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof languages;
export type Word = keyof typeof en;

const catalogues: { readonly [language in Language]: { readonly [word in Word]: string } } = { en, de };
const kept = 'playground language';

/** The language of the page, and the `uselang` of its calls. */
export const language = ref<Language>(first());

watchEffect(() => {
  document.documentElement.lang = language.value;
  document.title = say('title');
  localStorage.setItem(kept, language.value);
});

/** A text in the language of the page. @param values for `$1`, `$2`, ... */
export function say(word: Word, ...values: readonly (string | number)[]): string {
  // "$wg..." is no placeholder
  return catalogues[language.value][word].replace(/\$(\d)/g, (_, n: string) => String(values[Number(n) - 1] ?? ''));
}

function first(): Language {
  const wanted = localStorage.getItem(kept) ?? navigator.language.slice(0, 2);
  return wanted === 'de' ? 'de' : 'en';
}
