import { existsSync, readdirSync } from 'node:fs';
import { defineConfig, type Options } from 'tsup';
import { tables } from './scripts/finished-tables.mjs';
import { languageFiles, languages } from './scripts/languages.mjs';
import { templates } from './scripts/minify-templates.mjs';

/** Every source file that a subpath of package.json exports. */
function entries(): Record<string, string> {
  const files = [
    'src/index.ts',
    'src/adapters/http.ts',
    'src/adapters/embedded.ts',
    'src/server/index.ts',
    'src/node/index.ts',
    'src/cli/main.ts',
    'src/ports/index.ts',
    'src/testing/index.ts',
    'components/index.ts',
    'components/define.ts',
    'components/react.ts',
    ...foldersOf('components').map((name) => `components/${name}/${name}.ts`),
    ...foldersOf('plugins').flatMap((name) => [
      `plugins/${name}/index.ts`,
      ...['vendor/index', 'vendor/node'].map((part) => `plugins/${name}/${part}.ts`),
    ]),
  ];
  // publint refuses a subpath whose file is not built, so nothing goes missing unseen.
  const present = files.filter((file) => existsSync(file));
  return Object.fromEntries(present.map((file) => [file.replace(/\.ts$/, ''), file]));
}

/** The browser halves of gateways. */
function clients(): Record<string, string> {
  const files = foldersOf('plugins').map((name) => `plugins/${name}/client`);
  return Object.fromEntries(
    files.filter((file) => existsSync(`${file}.ts`)).map((file) => [file, `${file}.ts`]),
  );
}

function foldersOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'internal')
    .map((entry) => entry.name);
}

const common: Options = {
  format: ['esm'],
  target: 'es2022',
  dts: false,
  treeshake: false,
  clean: false,
  esbuildPlugins: [templates, tables],
};

export default defineConfig([
  { ...common, entry: entries(), splitting: true },
  {
    ...common,
    // What a page loads as it is: one file each, whole.
    entry: { rackrate: 'components/cdn.ts', ...clients() },
    platform: 'browser',
    noExternal: [/.*/],
    minify: true,
    splitting: false,
    esbuildPlugins: [...(common.esbuildPlugins ?? []), languages],
  },
  {
    ...common,
    // The words of one language each, which rackrate.js loads when a page speaks it.
    entry: languageFiles(),
    platform: 'browser',
    noExternal: [/.*/],
    minify: true,
    splitting: false,
  },
  {
    ...common,
    // The same widgets, each with a file of its own in `lazy/`, loaded when a page first has one.
    entry: { 'rackrate.lazy': 'components/cdn-lazy.ts' },
    platform: 'browser',
    noExternal: [/.*/],
    minify: true,
    splitting: true,
    esbuildOptions(options) {
      options.chunkNames = 'lazy/[name]-[hash]';
    },
  },
]);
