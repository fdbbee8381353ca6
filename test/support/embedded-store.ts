import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Store } from '../../src/storage/database.ts';
import { dumpEmptyDatabase, openPglite } from '../../src/storage/pglite.ts';

const root = new URL('../../', import.meta.url);
const cache = new URL('node_modules/.cache/rackrate/', root);
/** What the dump is made by: another text of one of these makes another dump. */
const makers = ['src/storage/store.ts', 'src/storage/pglite.ts', 'package-lock.json'];
const migrations = 'src/storage/migrations/';

/** Quick clearings between two thorough ones, which also take the dead rows away. */
const quickClearings = 24;
let cleared = 0;
let shared: Promise<Store> | undefined;
let clearing: string | undefined;
let openShared: () => Promise<Store> = openEmbeddedStore;

/** Says what `emptyStore` opens instead, where scenarios run on PostgreSQL. */
export function openStoresBy(open: () => Promise<Store>): void {
  openShared = open;
}

/**
 * Opens an empty embedded store. To make its dump takes ten times as long as to open it, so one
 * dump is kept on the disk until the schema changes.
 */
export async function openEmbeddedStore(): Promise<Store> {
  return openPglite({ dump: await keptDump() });
}

/**
 * The one embedded store of this process, emptied: far quicker than a new one for each test. Who
 * changes its schema must take that back.
 */
export async function emptyStore(): Promise<Store> {
  shared ??= openShared();
  const store = await shared;
  cleared += 1;
  if (cleared === 1) return store;
  if (cleared % quickClearings === 0) await truncate(store);
  else await clear(store);
  return store;
}

/**
 * The same store, emptied so thoroughly that its rows lie as in a new one: where a statement leaves
 * their order open, it is the same each time.
 */
export async function freshStore(): Promise<Store> {
  shared ??= openShared();
  const store = await shared;
  cleared += 1;
  await truncate(store);
  return store;
}

async function keptDump(): Promise<Blob> {
  const name = `empty-${await fingerprint()}.tar`;
  const file = new URL(name, cache);
  const kept = await readFile(file).catch(() => null);
  if (kept !== null) return new Blob([kept]);
  const dump = await dumpEmptyDatabase();
  await mkdir(cache, { recursive: true });
  // Written aside and renamed: another process never reads half a dump.
  const aside = new URL(`${name}.${process.pid}`, cache);
  await writeFile(aside, dump.stream());
  await rename(aside, file);
  for (const other of await readdir(cache)) {
    if (/^empty-.*\.tar$/.test(other) && other !== name) await rm(new URL(other, cache));
  }
  return dump;
}

async function fingerprint(): Promise<string> {
  const names = (await readdir(new URL(migrations, root))).sort();
  const hash = createHash('sha256');
  for (const path of [...makers, ...names.map((name) => `${migrations}${name}`)]) {
    hash.update(await readFile(new URL(path, root)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function truncate(store: Store): Promise<void> {
  await store.transaction(async (handle) => {
    const { rows } = await sql<{ name: string }>`select tablename as name from pg_tables
      where schemaname = 'public' and tablename <> 'schema_migrations'`.execute(handle);
    const names = sql.join(rows.map(({ name }) => sql.table(name)));
    await sql`truncate ${names} restart identity cascade`.execute(handle);
  });
}

async function clear(store: Store): Promise<void> {
  clearing ??= await clearingScript(store);
  const script = clearing;
  await store.transaction((handle) => sql.raw(script).execute(handle));
}

/** Deletes all rows and restarts all numbers: a tenth of what truncating so many tables takes. */
async function clearingScript(store: Store): Promise<string> {
  return store.read(async (handle) => {
    const tables = await sql<{ name: string }>`select format('%I', tablename) as name
      from pg_tables where schemaname = 'public' and tablename <> 'schema_migrations'`.execute(
      handle,
    );
    const sequences = await sql<{ name: string; first: string }>`
      select format('%I', sequencename) as name, start_value::text as first from pg_sequences
      where schemaname = 'public'`.execute(handle);
    const restarts = sequences.rows.map(
      ({ name, first }) => `perform setval('${name}', ${first}, false);`,
    );
    const deletions = tables.rows.map(({ name }) => `delete from ${name};`);
    // As a replica the database checks no reference and runs no trigger that refuses a deletion.
    return `do $$ begin
      set local session_replication_role = replica;
      ${deletions.join('\n')}
      ${restarts.join('\n')}
      set local session_replication_role = origin;
    end $$`;
  });
}
