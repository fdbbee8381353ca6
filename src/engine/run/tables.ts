import type { Insertable } from 'kysely';
import { type BulkColumns, insertMany } from '../../storage/bulk.ts';
import type { Handle, Tables } from '../../storage/database.ts';

/** A table that a run fills in bulk. */
export type BulkTable =
  | 'invoices'
  | 'invoice_lines'
  | 'invoice_states'
  | 'entries'
  | 'postings'
  | 'tasks'
  | 'todos'
  | 'events'
  | 'excused_spans';

/** The columns that a run fills; the others have their defaults, or are null. */
const columns: Readonly<Record<BulkTable, BulkColumns>> = {
  invoices: {
    id: 'text',
    number: 'text',
    kind: 'text',
    client_id: 'text',
    currency: 'text',
    issued_on: 'date',
    due_on: 'date',
    net: 'bigint',
    tax: 'bigint',
    total: 'bigint',
    rounding: 'bigint',
    document: 'jsonb',
    created_at: 'timestamptz',
  },
  invoice_lines: {
    id: 'text',
    invoice_id: 'text',
    position: 'integer',
    package_id: 'text',
    item_id: 'text',
    kind: 'text',
    origin: 'text',
    origin_id: 'text',
    period_start: 'date',
    period_end: 'date',
    quantity: 'integer',
    net: 'bigint',
  },
  invoice_states: {
    invoice_id: 'text',
    client_id: 'text',
    status: 'text',
    balance: 'bigint',
    sent_at: 'timestamptz',
    dunning_step: 'integer',
    next_step_on: 'date',
    charge_on: 'date',
  },
  entries: {
    id: 'text',
    key: 'text',
    kind: 'text',
    client_id: 'text',
    actor: 'text',
    made_on: 'date',
    created_at: 'timestamptz',
  },
  postings: {
    entry_id: 'text',
    position: 'integer',
    account: 'text',
    subaccount: 'text',
    client_id: 'text',
    currency: 'text',
    amount: 'bigint',
  },
  tasks: {
    id: 'text',
    kind: 'text',
    key: 'text',
    plugin_id: 'text',
    client_id: 'text',
    subject_id: 'text',
    payload: 'jsonb',
    state: 'text',
    due_at: 'timestamptz',
    created_at: 'timestamptz',
  },
  todos: {
    id: 'text',
    key: 'text',
    audience: 'text',
    client_id: 'text',
    kind: 'text',
    title: 'text',
    text: 'text',
    invoice_id: 'text',
    created_at: 'timestamptz',
  },
  events: { name: 'text', subject_id: 'text', client_id: 'text', happened_at: 'timestamptz' },
  excused_spans: {
    id: 'text',
    package_id: 'text',
    item_id: 'text',
    span_start: 'date',
    span_end: 'date',
    rule: 'text',
    made_on: 'date',
  },
};

/** Inserts many rows of a table by one statement. */
export function bulkInsert<Table extends BulkTable>(
  handle: Handle,
  table: Table,
  rows: readonly Partial<Insertable<Tables[Table]>>[],
): Promise<void> {
  return insertMany(handle, table, columns[table], rows);
}
