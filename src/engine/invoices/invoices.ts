import type {
  InvoiceQuery,
  InvoiceRow,
  InvoiceView,
  TransactionView,
} from '../../contract/invoices.ts';
import type { Output } from '../../contract/operations.ts';
import { fail } from '../../errors.ts';
import { derivedStatus } from '../../rules/invoice.ts';
import { money } from '../../rules/money.ts';
import { compareDates } from '../../rules/plain-date.ts';
import {
  countInvoices,
  type InvoiceListRow,
  listInvoiceRows,
  readInvoice,
  readTransactions,
} from '../../storage/invoices.ts';
import type { Scope } from '../context.ts';
import { chargeView } from '../payments/charge-view.ts';
import { type Caller, ownerOf, type Query } from '../use-case.ts';
import { readDocument } from './invoice-documents.ts';

/** `invoices.list` (SPEC 7.1). */
export const listInvoices: Query<'invoices.list'> = {
  kind: 'query',
  async run(scope, caller, input: InvoiceQuery): Promise<Output<'invoices.list'>> {
    const clientId = listedClient(caller, input.clientId);
    const search = input.search === undefined || input.search === '' ? null : input.search;
    const filter = input.filter ?? 'all';
    const page = await listInvoiceRows(scope.handle, {
      clientId,
      sort: input.sort ?? 'entered',
      direction: input.direction ?? 'descending',
      filter,
      search,
      cursor: input.cursor,
    });
    const { counts, owed } = await countInvoices(scope.handle, clientId, search);
    return {
      rows: page.rows.map((row) => invoiceRow(scope, row)),
      next: page.next,
      previous: page.previous,
      from: page.from,
      matching: counts[filter],
      counts,
      outstanding: owed.map(({ balance, currency }) => money(balance, currency)),
    };
  },
};

/** Whose rows a list shows: a client's own, or for an operator one client's or all. */
export function listedClient(caller: Caller, asked: string | undefined): string | null {
  const owner = ownerOf(caller.principal);
  if (owner === null) return asked ?? null;
  if (asked !== undefined && asked !== owner) {
    fail('not_found', 'There is no such client.', { field: 'clientId' });
  }
  return owner;
}

/** A row as a list shows it. */
export function invoiceRow(scope: Scope, row: InvoiceListRow): InvoiceRow {
  const total = money(row.total, row.currency);
  const balance = money(row.balance, row.currency);
  const derived = derivedStatus({
    status: row.status,
    dueOn: row.due_on,
    balance,
    total,
    today: scope.today,
  });
  return {
    invoiceId: row.id,
    number: row.number,
    kind: row.kind,
    entered: row.issued_on,
    due: row.due_on,
    status: row.status,
    overdue: derived.overdue,
    partlyPaid: derived.partlyPaid,
    paymentPending: row.pending,
    total,
    balance,
    payable: row.kind !== 'credit_note' && row.status === 'unpaid' && row.balance > 0n,
  };
}

/** `invoices.get` (SPEC 7.2). */
export const getInvoice: Query<'invoices.get'> = {
  kind: 'query',
  run: (scope, caller, input) => invoiceView(scope, input.invoiceId, ownerOf(caller.principal)),
};

/**
 * A whole document with what stands beside it.
 *
 * @throws BillingError `not_found`, for another client's as for none (SPEC 3.7).
 */
export async function invoiceView(
  scope: Scope,
  invoiceId: string,
  ownerId: string | null,
): Promise<InvoiceView> {
  const row = await readInvoice(scope.handle, invoiceId, ownerId);
  if (row === null) fail('not_found', 'There is no such invoice.', { field: 'invoiceId' });
  // Of each line, for a later reversal; a client sees the rates on the line itself.
  const { lineTaxes: _, charged: __, taxTerms: ___, ...document } = readDocument(row.document);
  const transactions = await transactionsOf(scope, invoiceId);
  const openCharge = row.open_charge;
  const settled = transactions.filter(({ status }) => status === 'settled' || status === 'applied');
  const sumOf = (kinds: readonly string[]): bigint =>
    settled
      .filter((one) => kinds.includes(one.kind))
      .reduce((total, one) => total + one.amount.amount, 0n);
  const base = invoiceRow(scope, { ...row, pending: openCharge !== null });
  return {
    ...base,
    ...document,
    clientId: row.client_id,
    paid: money(sumOf(['payment', 'manual']), row.currency),
    creditUsed: money(sumOf(['credit']), row.currency),
    transactions,
    openCharge: openCharge === null ? null : await chargeView(scope, openCharge),
    corrects: reference([row.corrects, row.corrects_number]),
    correctedBy: reference(row.corrected_by ?? []),
  };
}

function reference([invoiceId, number]: readonly (string | null)[]): InvoiceView['corrects'] {
  return invoiceId && number ? { invoiceId, number } : null;
}

async function transactionsOf(scope: Scope, invoiceId: string): Promise<TransactionView[]> {
  const rows = await readTransactions(scope.handle, invoiceId);
  return rows
    .map((row) => ({
      transactionId: row.id,
      number: `T-${row.number}`,
      kind: row.kind,
      method: row.method,
      status: row.status,
      statusCode: row.status_code,
      message: row.message,
      on: row.made_on,
      amount: money(row.amount, row.currency),
    }))
    .sort((a, b) => compareDates(b.on, a.on));
}
