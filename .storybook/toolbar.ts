import type { Preview } from '@storybook/web-components-vite';
import { surround } from '../stories/fixtures/page.ts';

type GlobalTypes = NonNullable<Preview['globalTypes']>;

function choice(
  title: string,
  icon: string,
  items: readonly { readonly value: string; readonly title: string }[],
): GlobalTypes[string] {
  return { description: title, toolbar: { title, icon, items: [...items], dynamicTitle: true } };
}

const languages = { en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español', ja: '日本語' };

/** What designers change around a story. */
export const globalTypes: GlobalTypes = {
  scheme: choice('Theme', 'mirror', [
    { value: 'light', title: 'Light' },
    { value: 'dark', title: 'Dark' },
    { value: 'system', title: 'As the system' },
  ]),
  direction: choice('Direction', 'transfer', [
    { value: 'auto', title: 'As the language' },
    { value: 'ltr', title: 'Left to right' },
    { value: 'rtl', title: 'Right to left' },
  ]),
  density: choice('Density', 'listunordered', [
    { value: 'normal', title: 'Comfortable' },
    { value: 'compact', title: 'Compact' },
  ]),
  width: choice('Width', 'grow', [
    { value: 'full', title: 'Full width' },
    { value: '640', title: '640 px' },
    { value: '360', title: '360 px' },
    { value: '320', title: '320 px' },
  ]),
  language: choice('Language', 'globe', [
    { value: 'story', title: 'As the story' },
    ...Object.entries({ ...languages, ar: 'العربية' }).map(([value, title]) => ({ value, title })),
  ]),
  brand: choice('Brand', 'paintbrush', [
    { value: 'none', title: 'No brand' },
    { value: 'tideline', title: 'Tideline: teal, round, serif' },
  ]),
};

/** What stands when nothing was chosen. */
export const initialGlobals: Readonly<Record<string, string>> = {
  scheme: 'light',
  direction: 'auto',
  density: 'normal',
  width: 'full',
  language: 'story',
  brand: 'none',
};

/** Makes the page around a story what the toolbar says. */
export function applyToolbar(globals: Readonly<Record<string, unknown>>): void {
  const { scheme, direction, density, width, language, brand } = globals;
  const root = document.documentElement;
  if (direction === 'auto') root.dir = language === 'ar' ? 'rtl' : 'ltr';
  else root.dir = String(direction);
  root.style.colorScheme = scheme === 'system' ? 'light dark' : String(scheme);
  // Said aloud, since axe takes a page without a background for a white one.
  root.style.backgroundColor = 'Canvas';
  root.style.color = 'CanvasText';
  root.dataset['scheme'] = String(scheme);
  surround({
    locale: language === 'story' ? null : String(language),
    density: density === 'compact' ? 'compact' : 'normal',
    width: width === 'full' ? null : Number(width),
    brand: brand === 'tideline' ? 'tideline' : null,
  });
}
