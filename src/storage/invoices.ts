import { type RawBuilder, type Selectable, type SelectQueryBuilder, sql } from 'kysely';
import { compactReference } from '../rules/creditor-reference.ts';
import type { Handle, Tables } from './database.ts';
import { type PageOfRows, type PageTie, readPage } from './paging.ts';
import { statement } from './statements.ts';
import type { TransactionsTable } from './tables/books.ts';
import type { InvoicesTable } from './tables/invoices.ts';

/** How a list of invoices is read. */
export interface InvoiceListRequest {
  /** Null: those of all clients. */
  readonly clientId: string | null;
  readonly sort: 'amount' | 'entered' | 'due' | 'status';
  readonly direction: 'ascending' | 'descending';
  readonly filter: 'all' | 'outstanding' | 'paid' | 'other';
  readonly search: string | null;
  readonly cursor: string | undefined;
}

/** An invoice's row with what stands beside it. */
export interface InvoiceListRow {
  readonly id: string;
  readonly number: string;
  readonly kind: 'invoice' | 'credit_note' | 'proforma';
  readonly currency: string;
  readonly issued_on: string;
  readonly due_on: string;
  readonly total: bigint;
  readonly status: 'draft' | 'unpaid' | 'paid' | 'canceled' | 'refunded' | 'collections';
  readonly balance: bigint;
  readonly pending: boolean;
}

const columns = {
  amount: { column: 'invoices.total', type: 'bigint' },
  entered: { column: 'invoices.issued_on', type: 'date' },
  due: { column: 'invoices.due_on', type: 'date' },
  status: { column: 'invoice_states.status', type: 'text' },
} as const;

const byDay: PageTie<InvoiceListRow> = {
  ...columns.entered,
  textOf: (row) => row.issued_on,
};

/** Every document has a number of its own, a proforma too (SPEC 7.5). */
const byNumber: PageTie<InvoiceListRow> = {
  column: 'invoices.number',
  type: 'text',
  textOf: (row) => row.number,
};

const statuses = {
  all: null,
  outstanding: ['unpaid', 'collections'],
  paid: ['paid'],
  other: ['draft', 'canceled', 'refunded'],
} as const;

/** Whether a charge of the invoice is on its way or waits for the client. */
const pending = sql<boolean>`exists (
  select from charge_allocations a join charges c on c.id = a.charge_id
  where a.invoice_id = invoices.id and a.open and c.state <> 'created')`;

/** One page of invoices; those of one value stand by day, and those of one day by number. */
export function listInvoiceRows(
  handle: Handle,
  request: InvoiceListRequest,
): Promise<PageOfRows<InvoiceListRow>> {
  const { column, type } = columns[request.sort];
  const wanted = statuses[request.filter];
  const query = handle
    .selectFrom('invoices')
    .innerJoin('invoice_states', 'invoice_states.invoice_id', 'invoices.id')
    .select([
      'invoices.id',
      'invoices.number',
      'invoices.kind',
      'invoices.currency',
      'invoices.issued_on',
      'invoices.due_on',
      'invoices.total',
      'invoice_states.status',
      'invoice_states.balance',
      pending.as('pending'),
      sql<string>`cast(${sql.ref(column)} as text)`.as('sort_value'),
    ])
    .$if(request.clientId !== null, (one) =>
      one.where('invoices.client_id', '=', request.clientId ?? ''),
    )
    .$if(wanted !== null, (one) => one.where('invoice_states.status', 'in', wanted ?? []))
    .$if(request.search !== null, (one) => one.where(isNamed(request.search ?? '')));
  const order = [request.sort, request.direction, request.filter, request.search].join(' ');
  return readPage(query, request.sort === 'entered' ? [byNumber] : [byDay, byNumber], {
    column,
    type,
    direction: request.direction,
    cursor: request.cursor,
    order,
  });
}

/** A document's row with what stands beside it, and what it corrects or is corrected by. */
export interface InvoiceRecord extends Selectable<InvoicesTable> {
  readonly status: InvoiceListRow['status'];
  readonly balance: bigint;
  readonly open_charge: string | null;
  readonly corrects_number: string | null;
  /** The id and the number of the document that corrects it, the one of the whole first. */
  readonly corrected_by: readonly string[] | null;
}

const documentById = statement(selectDocument);
const documentOfOwner = statement((handle, invoiceId: string, ownerId: string) =>
  selectDocument(handle, invoiceId).where('invoices.client_id', '=', ownerId),
);

/** One document by its id, in one statement; null for an owner's whose it is not. */
export async function readInvoice(
  handle: Handle,
  invoiceId: string,
  ownerId: string | null,
): Promise<InvoiceRecord | null> {
  const [row] =
    ownerId === null
      ? await documentById(handle, invoiceId)
      : await documentOfOwner(handle, invoiceId, ownerId);
  return row ?? null;
}

function selectDocument(
  handle: Handle,
  invoiceId: string,
): SelectQueryBuilder<Tables, 'invoices' | 'invoice_states', InvoiceRecord> {
  return handle
    .selectFrom('invoices')
    .innerJoin('invoice_states', 'invoice_states.invoice_id', 'invoices.id')
    .selectAll('invoices')
    .select([
      'invoice_states.status',
      'invoice_states.balance',
      sql<string | null>`(select charge_id from charge_allocations a
        where a.invoice_id = invoices.id and a.open)`.as('open_charge'),
      sql<string | null>`(select number from invoices other
        where other.id = invoices.corrects)`.as('corrects_number'),
      sql<string[] | null>`(select array[other.id, other.number] from invoices other
        where other.corrects = invoices.id
        order by other.corrects_all desc, other.number limit 1)`.as('corrected_by'),
    ])
    .where('invoices.id', '=', invoiceId);
}

const transactionsById = statement((handle, invoiceId: string) =>
  handle
    .selectFrom('transactions')
    .selectAll()
    .where('invoice_id', '=', invoiceId)
    .orderBy('number', 'desc'),
);

/** The transactions of a document, the last one first. */
export function readTransactions(
  handle: Handle,
  invoiceId: string,
): Promise<readonly Selectable<TransactionsTable>[]> {
  return transactionsById(handle, invoiceId);
}

/** By a part of its number, or by the creditor reference that its payer was told (SPEC 8.11). */
function isNamed(search: string): RawBuilder<boolean> {
  const byNumber = sql<boolean>`position(lower(${search}) in lower(invoices.number)) > 0`;
  const reference = compactReference(search);
  if (!reference.startsWith('RF')) return byNumber;
  return sql<boolean>`(${byNumber} or exists (select from charge_allocations a
    join charges c on c.id = a.charge_id
    where a.invoice_id = invoices.id and c.reference = ${reference}))`;
}

/** How many invoices each filter shows, and what is owed per currency. */
export async function countInvoices(
  handle: Handle,
  clientId: string | null,
  search: string | null,
): Promise<{
  readonly counts: { all: number; outstanding: number; paid: number; other: number };
  readonly owed: readonly { readonly currency: string; readonly balance: bigint }[];
}> {
  const rows = await handle
    .selectFrom('invoices')
    .innerJoin('invoice_states', 'invoice_states.invoice_id', 'invoices.id')
    .select((row) => [
      'invoices.currency',
      'invoice_states.status',
      row.fn.countAll<bigint>().as('count'),
      sql<bigint>`cast(sum(invoice_states.balance) as bigint)`.as('balance'),
    ])
    .$if(clientId !== null, (one) => one.where('invoices.client_id', '=', clientId ?? ''))
    .$if(search !== null, (one) => one.where(isNamed(search ?? '')))
    .groupBy(['invoices.currency', 'invoice_states.status'])
    .execute();
  const counts = { all: 0, outstanding: 0, paid: 0, other: 0 };
  const owed = new Map<string, bigint>();
  for (const row of rows) {
    const count = Number(row.count);
    counts.all += count;
    const isOwed = row.status === 'unpaid' || row.status === 'collections';
    counts[isOwed ? 'outstanding' : row.status === 'paid' ? 'paid' : 'other'] += count;
    if (isOwed) owed.set(row.currency, (owed.get(row.currency) ?? 0n) + row.balance);
  }
  return {
    counts,
    owed: [...owed].map(([currency, balance]) => ({ currency, balance })),
  };
}
