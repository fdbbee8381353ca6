import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect } from 'kysely';
import type { Store, Tables } from './database.ts';
import { createStore, migrate } from './store.ts';

/** OIDs whose text form is parsed by us: int8 as bigint, date as plain text. */
const parsers: Record<number, (text: string) => unknown> = {
  20: (text) => BigInt(text),
  1082: (text) => text,
};

/** Where an embedded store keeps its rows. */
export interface PgliteOptions {
  /** A folder; left out, everything is in memory. */
  readonly folder?: string;
  /** A dump of a migrated database, which loads faster than migrating. */
  readonly dump?: Blob;
}

/**
 * Opens an embedded store and brings its schema up to date.
 *
 * One process at a time may open a folder: PGlite does not refuse a second one, the caller must.
 */
export async function openPglite(options: PgliteOptions = {}): Promise<Store> {
  const database = await PGlite.create({
    ...(options.folder === undefined ? {} : { dataDir: options.folder }),
    ...(options.dump === undefined ? {} : { loadDataDir: options.dump }),
    parsers,
  });
  const root = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite: database }) });
  await migrate(root);
  return createStore(root, async () => {
    await root.destroy();
    if (!database.closed) await database.close();
  });
}

/** A dump of an empty, migrated database, for tests that open many. */
export async function dumpEmptyDatabase(): Promise<Blob> {
  const database = await PGlite.create({ parsers });
  const root = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite: database }) });
  await migrate(root);
  const dump = await database.dumpDataDir('none');
  await root.destroy();
  return dump;
}
