import { sql } from 'kysely';
import type { Store } from '../../src/storage/database.ts';

/** Tables that a run writes, with the columns that are numbered by the database left out. */
const tables: Readonly<Record<string, readonly string[]>> = {
  clients: [],
  packages: [],
  package_items: [],
  excused_spans: [],
  number_series: [],
  invoices: [],
  invoice_states: [],
  invoice_lines: [],
  entries: [],
  postings: [],
  transactions: ['number'],
  tasks: [],
  todos: [],
  events: ['number'],
};

/** Rows and a sum of their content, per table. */
export type Checksums = Readonly<Record<string, string>>;

/**
 * Counts the rows of each table and sums up what they say, whatever their order. Ids that a run
 * made are UUIDs, and are looked past; seeded ones are not, and count.
 */
export async function checksums(store: Store): Promise<Checksums> {
  const sums: Record<string, string> = {};
  for (const [table, without] of Object.entries(tables)) {
    const hidden = `'{${without.join(',')}}'::text[]`;
    const { rows } = await store.transaction((handle) =>
      sql<{ readonly sum: string }>`
        select count(*) || ' rows, '
          || coalesce(sum(hashtextextended(content, 0))::text, '0') as sum
        from (select regexp_replace((to_jsonb(one) - ${sql.raw(hidden)})::text,
          '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 'id', 'g') as content
          from ${sql.table(table)} as one) as contents`.execute(handle),
    );
    sums[table] = rows[0]?.sum ?? '';
  }
  return sums;
}

/** The tables in which two sides differ. */
export function differences(a: Checksums, b: Checksums): readonly string[] {
  return Object.keys(a).flatMap((table) =>
    a[table] === b[table] ? [] : [`${table}: ${a[table]} against ${b[table]}`],
  );
}
