import { relative } from 'node:path';
import { mutants } from './list.ts';

/** What Vitest lets a plugin do with its cache of modules; false keeps one out of it. */
interface ModuleCache {
  defineCacheKeyGenerator(key: (module: { readonly id: string }) => false | undefined): void;
}

/** The part of a Vite plugin that is used. */
export interface MutantPlugin {
  readonly name: string;
  readonly enforce: 'pre';
  transform(code: string, id: string): string | null;
  configureVitest(cache: ModuleCache): void;
}

/** Changes one line of one file while the tests run; no file on disk is touched. */
export function mutantPlugin(name: string): MutantPlugin {
  const mutant = mutants.find((one) => one.name === name);
  if (mutant === undefined) throw new Error(`There is no mutant "${name}".`);
  const isChanged = (id: string): boolean => {
    const path = relative(process.cwd(), id.replace(/\?.*$/, ''));
    return path.replaceAll('\\', '/') === mutant.file;
  };
  return {
    name: 'rackrate-mutant',
    enforce: 'pre',
    transform: (code, id) =>
      isChanged(id) ? code.replace(mutant.find, () => mutant.replace) : null,
    // The cache knows the file's text on disk alone, and would give one mutant for another.
    configureVitest({ defineCacheKeyGenerator }): void {
      defineCacheKeyGenerator(({ id }) => (isChanged(id) ? false : undefined));
    },
  };
}
