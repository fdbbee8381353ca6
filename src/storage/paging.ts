import { type RawBuilder, type ReferenceExpression, type SelectQueryBuilder, sql } from 'kysely';
import { fail } from '../errors.ts';

/** Rows of one page. */
export const pageSize = 50;

/** Where a page begins: after or before a row, by its sort value and what tells ties apart. */
export interface Cursor {
  readonly way: 'next' | 'previous';
  /** The sort value as text. */
  readonly value: string;
  /** The values of the ties, as text. */
  readonly ties: readonly string[];
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

/** A column or expression that has no nulls, and its type for comparison. */
export interface PageColumn {
  readonly column: string;
  readonly type: 'bigint' | 'date' | 'text' | 'integer';
}

/** What orders rows of one sort value, and its value of a row. */
export interface PageTie<Row> extends PageColumn {
  readonly textOf: (row: Row) => string;
}

/** What a page is read by. */
export interface PageRequest extends PageColumn {
  readonly direction: 'ascending' | 'descending';
  readonly cursor: string | undefined;
  readonly order: string;
}

/**
 * Reads a page by keyset: the cost does not grow with the page's place (SPEC 7.1).
 *
 * The query must select `sort_value`.
 *
 * @param ties what orders rows of one sort value; the last is of one row only.
 * @throws BillingError `invalid_input` for a cursor of another order.
 */
export async function readPage<Tables, Table extends keyof Tables, Row>(
  query: SelectQueryBuilder<Tables, Table, Row & { sort_value: string }>,
  ties: readonly PageTie<Row>[],
  request: PageRequest,
): Promise<PageOfRows<Row>> {
  const cursor =
    request.cursor === undefined ? null : parseCursor(request.cursor, request.order, ties.length);
  const backwards = cursor?.way === 'previous';
  const ascending = (request.direction === 'ascending') !== backwards;
  const columns: readonly PageColumn[] = [request, ...ties];
  const way = ascending ? 'asc' : 'desc';
  let page = cursor === null ? query : query.where(beyond(cursor, columns, ascending));
  for (const { column } of columns) {
    page = page.orderBy(sql.ref(column) as unknown as ReferenceExpression<Tables, Table>, way);
  }
  const found = await page.limit(pageSize + 1).execute();
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
      ties: ties.map(({ textOf }) => textOf(row)),
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

/** Compared as a whole, so that an index of the same columns serves it. */
function beyond(
  cursor: Cursor,
  columns: readonly PageColumn[],
  ascending: boolean,
): RawBuilder<boolean> {
  const values = [cursor.value, ...cursor.ties].map(
    (value, index) => sql`cast(${value} as ${sql.raw(columns[index]?.type ?? 'text')})`,
  );
  const refs = columns.map(({ column }) => sql.ref(column));
  const sign = sql.raw(ascending ? '>' : '<');
  return sql<boolean>`(${sql.join(refs)}) ${sign} (${sql.join(values)})`;
}

function firstPlace(cursor: Cursor | null, count: number): number {
  if (cursor === null) return count === 0 ? 0 : 1;
  return cursor.way === 'next' ? cursor.from : Math.max(1, cursor.from - count);
}

function formatCursor(cursor: Cursor): string {
  const bytes = new TextEncoder().encode(JSON.stringify(cursor));
  return btoa(String.fromCharCode(...bytes));
}

function parseCursor(text: string, order: string, ties: number): Cursor {
  try {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const cursor = JSON.parse(new TextDecoder().decode(bytes)) as Cursor;
    const known =
      cursor.order === order &&
      (cursor.way === 'next' || cursor.way === 'previous') &&
      typeof cursor.value === 'string' &&
      Array.isArray(cursor.ties) &&
      cursor.ties.length === ties &&
      cursor.ties.every((tie) => typeof tie === 'string') &&
      Number.isSafeInteger(cursor.from);
    if (known) return cursor;
  } catch {
    // Anything that is no cursor of ours gets the same answer.
  }
  fail('invalid_input', 'This page is of another list. Start from the first page.', {
    field: 'cursor',
  });
}
