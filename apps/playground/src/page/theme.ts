import dark from '@wikimedia/codex-design-tokens/dist/theme-wikimedia-ui-mode-dark.css?url';
import { ref, watchEffect } from 'vue';

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const kept = 'playground theme';
const media: { readonly [theme in Theme]: string } = {
  auto: '(prefers-color-scheme: dark)',
  light: 'not all',
  dark: 'all',
};

/** Which colours; `auto` follows the system, also when that changes. */
export const theme = ref<Theme>(themes.find((one) => one === localStorage.getItem(kept)) ?? 'auto');

/** Codex’s dark colours are a style sheet of their own, which the medium switches on. */
export function applyTheme(): void {
  const sheet = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: dark });
  document.head.append(sheet);
  watchEffect(() => {
    sheet.media = media[theme.value];
    document.documentElement.style.colorScheme = theme.value === 'auto' ? 'light dark' : theme.value;
    localStorage.setItem(kept, theme.value);
  });
}
