import { sql } from 'kysely';
import type { Handle } from '../database.ts';

/** A rule of the books: a statement that answers the ids of what breaks it (SPEC 17.4). */
export interface BookRule {
  /** As RELIABILITY numbers it, with a letter where one has several parts: `I05a`. */
  readonly id: string;
  /** What must hold. */
  readonly says: string;
  /** A select with one column `id`; nothing when the rule holds. */
  readonly sql: string;
}

/** How many ids are named: more would not help to find the cause. */
const named = 20;

/** The ids of what breaks a rule, at most 20. */
export async function idsThatBreak(handle: Handle, rule: BookRule): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct cast(id as text) as id from (${sql.raw(rule.sql)}) as broken
    order by id limit ${named}`.execute(handle);
  return rows.map(({ id }) => id);
}
