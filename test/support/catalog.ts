import { readFileSync } from 'node:fs';
import { parseCatalog } from '../../src/operations/catalog-document.ts';
import type { Catalog } from '../../src/rules/catalog.ts';

const file = new URL('../../examples/provider/catalog.json', import.meta.url);

/** The catalog of the example provider. */
export const exampleCatalog: Catalog = parseCatalog(JSON.parse(readFileSync(file, 'utf8')));
