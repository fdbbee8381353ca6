// An esbuild plugin for a bundle of one file: the words of a language stay files of their own
// beside it, in `locales/`, and are loaded from there.
import { readFileSync } from 'node:fs';

/** The languages that there are translations for. */
const { targetLocales } = JSON.parse(readFileSync('lit-localize.json', 'utf8'));

/** The file of each language, by the name that it is published under. */
export function languageFiles() {
  return Object.fromEntries(
    targetLocales.map((locale) => [`locales/${locale}`, `components/locales/${locale}.ts`]),
  );
}

/** The plugin. */
export const languages = {
  name: 'languages',
  setup(build) {
    build.onResolve({ filter: /\/locales\/[\w-]+\.ts$/ }, ({ kind, path }) =>
      kind === 'dynamic-import'
        ? { path: path.replace(/^.*\/locales\/([\w-]+)\.ts$/, './locales/$1.js'), external: true }
        : undefined,
    );
  },
};
