// Made by `npm run locales` from lit-localize.json.

/** The language of the texts in the sources. */
export const sourceLocale = 'en' as const;

/** The languages that there are translations for. */
export const targetLocales = ['de', 'fr', 'es', 'ja', 'ar'] as const;
