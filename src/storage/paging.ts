import { type ReferenceExpression, type SelectQueryBuilder, sql } from 'kysely';
import { fail } from '../errors.ts';

/** Rows of one page. */
export const pageSize = 50;

/** Where a page begins: after or before a row, by its sort value and id. */
export interface Cursor {
  readonly way: 'next' | 'previous';
  /** The sort value as text. */
  readonly value: string;
  readonly id: string;
  /** Place of the page's first row among all, from 1. */
  readonly from: number;
  /** The order that the cursor belongs to; with another it is refused. */
  readonly order: string;
}

/** One page as read, in the order asked. */
export interface PageOfRows<Row> {
  readonly rows: readonly Row[];
  readonly from: number;
  readonly next: string | null;
  readonly previous: string | null;
}

/** What a page is read by. */
export interface PageRequest {
  /** A column or expression that has no nulls, and its type for comparison. */
  readonly column: string;
  readonly type: 'bigint' | 'date' | 'text' | 'integer';
  readonly direction: 'ascending' | 'descending';
  readonly cursor: string | undefined;
  readonly order: string;
}

/**
 * Reads a page by keyset: the cost does not grow with the page's place (SPEC 7.1).
 *
 * The query must select `id` and `sort_value`, and its id column be `idColumn`.
 *
 * @throws BillingError `invalid_input` for a cursor of another order.
 */
export async function readPage<Tables, Table extends keyof Tables, Row extends { id: string }>(
  query: SelectQueryBuilder<Tables, Table, Row & { sort_value: string }>,
  idColumn: string,
  request: PageRequest,
): Promise<PageOfRows<Row>> {
  const cursor = request.cursor === undefined ? null : parseCursor(request.cursor, request.order);
  const backwards = cursor?.way === 'previous';
  const ascending = (request.direction === 'ascending') !== backwards;
  const column = sql.ref(request.column);
  const id = sql.ref(idColumn);
  let page = query;
  if (cursor !== null) {
    const value = sql`cast(${cursor.value} as ${sql.raw(request.type)})`;
    const sign = sql.raw(ascending ? '>' : '<');
    page = page.where(sql<boolean>`(${column}, ${id}) ${sign} (${value}, ${cursor.id})`);
  }
  const way = ascending ? 'asc' : 'desc';
  const found = await page
    .orderBy(column as unknown as ReferenceExpression<Tables, Table>, way)
    .orderBy(id as unknown as ReferenceExpression<Tables, Table>, way)
    .limit(pageSize + 1)
    .execute();
  const more = found.length > pageSize;
  const rows = (more ? found.slice(0, pageSize) : found) as (Row & { sort_value: string })[];
  if (backwards) rows.reverse();
  const from = firstPlace(cursor, rows.length);
  const first = rows[0];
  const last = rows.at(-1);
  const at = (way_: Cursor['way'], row: Row & { sort_value: string }): string =>
    formatCursor({
      way: way_,
      value: row.sort_value,
      id: row.id,
      from: way_ === 'next' ? from + rows.length : from,
      order: request.order,
    });
  const hasNext = backwards || more;
  const hasPrevious = from > 1 && (!backwards || more);
  return {
    rows,
    from,
    next: hasNext && last !== undefined ? at('next', last) : null,
    previous: hasPrevious && first !== undefined ? at('previous', first) : null,
  };
}

function firstPlace(cursor: Cursor | null, count: number): number {
  if (cursor === null) return count === 0 ? 0 : 1;
  return cursor.way === 'next' ? cursor.from : Math.max(1, cursor.from - count);
}

function formatCursor(cursor: Cursor): string {
  const bytes = new TextEncoder().encode(JSON.stringify(cursor));
  return btoa(String.fromCharCode(...bytes));
}

function parseCursor(text: string, order: string): Cursor {
  try {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const cursor = JSON.parse(new TextDecoder().decode(bytes)) as Cursor;
    const known =
      cursor.order === order &&
      (cursor.way === 'next' || cursor.way === 'previous') &&
      typeof cursor.value === 'string' &&
      typeof cursor.id === 'string' &&
      Number.isSafeInteger(cursor.from);
    if (known) return cursor;
  } catch {
    // Anything that is no cursor of ours gets the same answer.
  }
  fail('invalid_input', 'This page is of another list. Start from the first page.', {
    field: 'cursor',
  });
}
