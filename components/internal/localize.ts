import { configureLocalization, type LocaleModule } from '@lit/localize';
import { sourceLocale, targetLocales } from '../locales/codes.ts';

type Target = (typeof targetLocales)[number];

/** Each language is a file of its own, loaded when a page first speaks it. */
const files: Readonly<Record<Target, () => Promise<LocaleModule>>> = {
  ar: () => import('../locales/ar.ts'),
  de: () => import('../locales/de.ts'),
  es: () => import('../locales/es.ts'),
  fr: () => import('../locales/fr.ts'),
  ja: () => import('../locales/ja.ts'),
};

const { getLocale, setLocale } = configureLocalization({
  sourceLocale,
  targetLocales,
  loadLocale: (locale) => files[locale as Target](),
});

/** The language of ours that is nearest to a BCP 47 tag: `de` for `de-AT`, English when none is. */
export function languageFor(locale: string): string {
  const language = locale.split(/[-_]/)[0]?.toLowerCase() ?? '';
  return language in files ? language : sourceLocale;
}

/** What the page speaks, for every copy of this script on it; a later copy begins with it. */
const spoken = Symbol.for('rackrate/language');
const shared = globalThis as { [key: symbol]: string | undefined };

async function follow(): Promise<void> {
  const wanted = shared[spoken] ?? sourceLocale;
  if (wanted !== getLocale()) await setLocale(wanted).catch(reportError);
}

/**
 * Makes the words of all widgets of the page those of a locale; there is one language a page.
 *
 * @returns the language that is spoken now: the one before, when a file could not be loaded.
 */
export async function speak(locale: string): Promise<string> {
  shared[spoken] = languageFor(locale);
  dispatchEvent(new Event('rr-language'));
  await follow();
  return getLocale();
}

// On a server there is no page, and nobody to follow.
if (typeof window !== 'undefined') {
  addEventListener('rr-language', () => void follow());
  void follow();
}
