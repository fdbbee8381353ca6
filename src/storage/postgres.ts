import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Store, Tables } from './database.ts';
import { createStore, migrate } from './store.ts';

/** Options of a PostgreSQL store. */
export interface PostgresOptions {
  /** `postgres://user:password@host/database`. */
  readonly url: string;
  /** Connections at most; 10 unless told. */
  readonly connections?: number;
}

/** Opens a PostgreSQL store and brings its schema up to date. */
export async function openPostgres(options: PostgresOptions): Promise<Store> {
  const types = {
    getTypeParser: (oid: number, format?: 'text' | 'binary') => {
      if (oid === 20) return (text: string) => BigInt(text);
      if (oid === 1082) return (text: string) => text;
      return pg.types.getTypeParser(oid, format as 'text');
    },
  };
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connections ?? 10,
    types: types as pg.CustomTypesConfig,
  });
  // A connection that the server ended must not end the process; its transaction fails anyway.
  pool.on('error', () => undefined);
  const root = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  await migrate(root);
  return createStore(root, () => root.destroy());
}
