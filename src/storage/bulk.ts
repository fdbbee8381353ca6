import { type RawBuilder, sql } from 'kysely';
import type { Handle, Tables } from './database.ts';

/** The database type of a column that is written in bulk. */
export type BulkType = 'text' | 'date' | 'bigint' | 'integer' | 'boolean' | 'timestamptz' | 'jsonb';

/** The columns of a bulk statement, each with its type. */
export type BulkColumns = Readonly<Record<string, BulkType>>;

/** Values of one row by column; JSON comes as text. */
export type BulkRow = Readonly<Record<string, unknown>>;

/** Inserts many rows by one statement. A missing value is null. */
export async function insertMany(
  handle: Handle,
  table: keyof Tables,
  columns: BulkColumns,
  rows: readonly object[],
): Promise<void> {
  if (rows.length === 0) return;
  const names = Object.keys(columns);
  await sql`insert into ${sql.table(table)} (${sql.join(names.map((name) => sql.ref(name)))})
    select * from ${rowsFrom(columns, rows)}`.execute(handle);
}

/**
 * Rows as a source in a statement, with the columns in their order: `rows from (unnest(…), …)`.
 * JSON goes as one array, since quoting it inside an array literal would double it.
 */
export function rowsFrom(columns: BulkColumns, rows: readonly object[]): RawBuilder<unknown> {
  const list = rows as readonly BulkRow[];
  const sources = Object.entries(columns).map(([name, type]) => {
    if (type === 'jsonb') {
      const all = `[${list.map((row) => row[name] ?? 'null').join(',')}]`;
      return sql`jsonb_array_elements(${all}::jsonb)`;
    }
    const values = arrayLiteral(list.map((row) => row[name]));
    return sql`unnest(${values}::${sql.raw(type)}[])`;
  });
  const names = Object.keys(columns).map((name) => sql.ref(name));
  return sql`rows from (${sql.join(sources)}) as row (${sql.join(names)})`;
}

/** Letters that need no quotes in an array literal. */
const plain = /^[\w:.+-]+$/;

/**
 * PostgreSQL's text form of an array. Written here, since the drivers' own way is the most of the
 * work of a bulk insert: each looks at every element for what it might be.
 */
export function arrayLiteral(values: readonly unknown[]): string {
  return `{${values.map(element).join(',')}}`;
}

function element(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'string') {
    if (plain.test(value) && value.length !== 4) return value;
    return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  }
  return value instanceof Date ? value.toISOString() : String(value);
}
