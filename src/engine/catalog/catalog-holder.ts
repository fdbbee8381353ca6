import type { Catalog } from '../../rules/catalog.ts';

/** The catalog in force: that of the file, or the newest that was loaded (SPEC 2.7). */
export interface CatalogHolder {
  readonly current: Catalog;
  /** The number of the loaded one; 0 for the file's. */
  readonly number: number;
  /** Puts a newer one into force; an older one changes nothing. */
  take(number: number, catalog: Catalog): void;
}

/** Makes a holder with the file's catalog in force. */
export function createCatalogHolder(file: Catalog): CatalogHolder {
  let current = file;
  let number = 0;
  return {
    get current() {
      return current;
    },
    get number() {
      return number;
    },
    take(newer, catalog) {
      if (newer <= number) return;
      number = newer;
      current = catalog;
    },
  };
}
