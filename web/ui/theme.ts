export type Theme = 'light' | 'dark';

const storageKey = 'parley.theme';
const isDark = () => matchMedia('(prefers-color-scheme: dark)').matches;

/** What the user chose on this device; without a choice, what the device wears. */
export function storedTheme(): Theme | undefined {
  const stored = localStorage.getItem(storageKey);
  return stored === 'light' || stored === 'dark' ? stored : undefined;
}

export function currentTheme(): Theme {
  return storedTheme() ?? (isDark() ? 'dark' : 'light');
}

export function applyTheme(theme: Theme | undefined): void {
  if (theme) document.documentElement.dataset['theme'] = theme;
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(storageKey, theme);
  applyTheme(theme);
}
