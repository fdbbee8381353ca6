import { type Kysely, sql } from 'kysely';
import { fail } from '../errors.ts';
import type { Handle, Store, Tables } from './database.ts';
import { migrations } from './migrations/index.ts';

/** PostgreSQL's codes for a transaction that may simply be run again. */
const transient = new Set(['40001', '40P01']);

/** Makes a store of a Kysely connection; the connection stays private to it (Law 7). */
export function createStore(root: Kysely<Tables>, close: () => Promise<void>): Store {
  return {
    signInConnection: root,
    close,
    // A handle to read with has the same methods as one of a transaction.
    read: (work) => root.connection().execute((handle) => work(handle as Handle)),
    async transaction<Value>(work: (handle: Handle) => Promise<Value>): Promise<Value> {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await root.transaction().execute(work);
        } catch (error) {
          if (!transient.has(databaseCode(error)) || attempt >= 5) throw error;
        }
      }
    },
  };
}

/** The database's code of an error, or an empty text. */
export function databaseCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

/** What `pg` says, without a code, of a connection that is gone. */
const lostConnection =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when)/;

/** Whether the connection failed and not what was asked of it: that may be asked again. */
export function isConnectionLost(error: unknown): boolean {
  return error instanceof Error && lostConnection.test(error.message);
}

/** Whether a unique index refused a row; `constraint` narrows it to one index. */
export function isDuplicate(error: unknown, constraint?: string): boolean {
  if (databaseCode(error) !== '23505') return false;
  const named = (error as { constraint?: unknown }).constraint;
  return constraint === undefined || named === constraint || String(error).includes(constraint);
}

/** Brings the schema up to date; run twice it does nothing, by two processes it runs once. */
export async function migrate(root: Kysely<Tables>): Promise<void> {
  await root.connection().execute(async (connection) => {
    await connection.transaction().execute(async (handle) => {
      // Even `create table if not exists` fails when two processes run it at the same moment.
      await sql`select pg_advisory_xact_lock(7262)`.execute(handle);
      await sql`create table if not exists schema_migrations (
        name text primary key, applied_at timestamptz not null default now())`.execute(handle);
      const applied = await sql<{ name: string }>`select name from schema_migrations`.execute(
        handle,
      );
      const names = new Set(applied.rows.map((row) => row.name));
      for (const newer of names) {
        if (!migrations.some((migration) => migration.name === newer)) {
          fail(
            'unavailable',
            `The database is of a newer version: it has ${newer}. Upgrade first.`,
          );
        }
      }
      for (const migration of migrations) {
        if (names.has(migration.name)) continue;
        for (const statement of statements(migration.sql)) await sql.raw(statement).execute(handle);
        await sql`insert into schema_migrations (name) values (${migration.name})`.execute(handle);
      }
    });
  });
}

/** Splits a script at semicolons that end a line, but not inside a function's body. */
function statements(script: string): readonly string[] {
  const list: string[] = [];
  let current = '';
  let inBody = false;
  for (const line of script.split('\n')) {
    current += `${line}\n`;
    if ((line.match(/\$\$/g) ?? []).length % 2 === 1) inBody = !inBody;
    if (!inBody && line.trimEnd().endsWith(';')) {
      list.push(current);
      current = '';
    }
  }
  return current.trim() === '' ? list : [...list, current];
}
