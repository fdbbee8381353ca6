import { sql } from 'kysely';
import { fail } from '../../errors.ts';
import {
  type CreditableLine,
  type CreditedInvoice,
  type CreditLines,
  type CreditWish,
  creditLines,
  type IssuedTaxes,
  noteTotals,
} from '../../rules/credit-note.ts';
import type { InvoiceLine, Totals } from '../../rules/invoice.ts';
import { entryForCreditNote } from '../../rules/ledger.ts';
import { isZero, type Money, minimum, money, negate, subtract, sum } from '../../rules/money.ts';
import { lockClient, scheduleWork } from '../agenda.ts';
import { post } from '../books/books.ts';
import { emit, type Scope } from '../context.ts';
import { changeStatus } from '../packages/provisioning.ts';
import { finishTodo } from '../todos.ts';
import { type InvoiceDocument, issueDocument, readDocument } from './invoice-documents.ts';
import { ruleLines } from './invoice-lines.ts';
import { invoicePaid, type LockedInvoice, lockInvoices, setState } from './invoice-states.ts';
import { giveUpProforma } from './proforma.ts';
import { type PeriodsAfter, takeBackLines } from './take-back.ts';

/** What a credit note takes back, and why. */
export interface CreditNoteToWrite {
  readonly wishes: readonly CreditWish[] | 'all';
  readonly reason: string;
  /** Whether the periods of lines that are gone are billed anew. */
  readonly periods: PeriodsAfter;
}

/** A credit note that was issued. */
export interface IssuedCreditNote {
  readonly noteId: string;
  readonly number: string;
}

/**
 * An invoice with its state, locked after its client.
 *
 * @throws BillingError `not_found`, for a credit note too.
 */
export async function lockInvoice(scope: Scope, invoiceId: string): Promise<LockedInvoice> {
  const row = await scope.handle
    .selectFrom('invoices')
    .select('client_id')
    .where('id', '=', invoiceId)
    .where('kind', '<>', 'credit_note')
    .executeTakeFirst();
  if (row !== undefined) await lockClient(scope, row.client_id);
  const [invoice] = row === undefined ? [] : await lockInvoices(scope, [invoiceId]);
  if (invoice === undefined) {
    fail('not_found', 'There is no such invoice.', { field: 'invoiceId' });
  }
  return invoice;
}

/** Credits all that is left of an invoice, and cancels the packages that waited for its payment. */
export async function writeCreditNote(
  scope: Scope,
  invoice: LockedInvoice,
  reason: string,
): Promise<void> {
  await creditInvoice(scope, invoice, { wishes: 'all', reason, periods: 'bill-anew' });
}

/**
 * Writes a credit note over an invoice or a part of it (SPEC 7.4). It lowers what is open first;
 * what was paid becomes account credit (SPEC 5.14, 8.3). The client must be locked.
 *
 * @throws BillingError `invalid_input`, when more is asked than is left.
 */
export async function creditInvoice(
  scope: Scope,
  invoice: LockedInvoice,
  { wishes, reason, periods }: CreditNoteToWrite,
): Promise<IssuedCreditNote> {
  const row = await scope.handle
    .selectFrom('invoices')
    .select(['document', 'currency'])
    .where('id', '=', invoice.id)
    .executeTakeFirstOrThrow();
  const document = readDocument(row.document);
  const open = await creditableLines(scope, invoice.id, document);
  if (invoice.kind === 'proforma') return cancelProforma(scope, invoice, { open, wishes, periods });
  const credited = creditLines(open, wishes);
  const totals = await totalsOf(scope, invoice.id, document, credited.lines);
  if (totals.total.amount > 0n) {
    fail('invoice_not_payable', 'More was given back of this invoice already than it came to.', {
      field: 'invoiceId',
    });
  }
  const whole = isAllGone(open, credited);
  const note = await issueNote(scope, invoice, { document, credited, totals, whole, reason });
  const gone = whole ? open.map(({ line }) => line.lineId) : credited.gone;
  await takeBackLines(scope, gone, periods);
  const lowered = minimum(invoice.balance, negate(totals.total));
  const { clientId } = invoice;
  const toCredit = subtract(negate(totals.total), lowered);
  const key = `credit_note:${note.number}`;
  await post(scope, entryForCreditNote({ key, clientId, totals, toCredit }), clientId);
  await settle(scope, invoice, subtract(invoice.balance, lowered), whole);
  await scheduleWork(scope, clientId);
  return note;
}

/** A proforma is no tax document: it is canceled without a credit note (SPEC 7.6). */
async function cancelProforma(
  scope: Scope,
  proforma: LockedInvoice,
  {
    open,
    wishes,
    periods,
  }: Pick<CreditNoteToWrite, 'wishes' | 'periods'> & { readonly open: readonly CreditableLine[] },
): Promise<IssuedCreditNote> {
  if (wishes !== 'all') {
    fail('not_supported', 'A proforma can be canceled as a whole alone.', { field: 'lines' });
  }
  const ids = open.map(({ line }) => line.lineId);
  await takeBackLines(scope, ids, periods);
  await giveUpProforma(scope, proforma);
  await closeInvoice(scope, proforma);
  await scheduleWork(scope, proforma.clientId);
  return { noteId: proforma.id, number: proforma.number };
}

function isAllGone(open: readonly CreditableLine[], { gone }: CreditLines): boolean {
  return open.every(
    ({ line, reversed }) => gone.includes(line.lineId) || line.net.amount === -reversed.amount,
  );
}

/** The lines of an invoice with what was taken back of each, by whatever document. */
export async function creditableLines(
  scope: Scope,
  invoiceId: string,
  document: InvoiceDocument,
): Promise<readonly CreditableLine[]> {
  const lines = await ruleLines(scope, invoiceId, document);
  const reversed = await reversedNets(scope, invoiceId);
  return lines.map((line) => ({
    line,
    reversed: money(reversed.get(line.lineId) ?? 0n, line.net.currency),
  }));
}

/** A reversal that was itself reversed gives its line back, so whole chains are summed. */
async function reversedNets(scope: Scope, invoiceId: string): Promise<ReadonlyMap<string, bigint>> {
  const { rows } = await sql<{ root: string; net: bigint }>`
    with recursive chain (root, id, net) as (
      select r.reverses, r.id, r.net from invoice_lines r
        join invoice_lines l on l.id = r.reverses where l.invoice_id = ${invoiceId}
      union all
      select chain.root, r.id, r.net from invoice_lines r join chain on r.reverses = chain.id
    ) select root, cast(sum(net) as bigint) as net from chain group by root`.execute(scope.handle);
  return new Map(rows.map(({ root, net }) => [root, BigInt(net)]));
}

async function totalsOf(
  scope: Scope,
  invoiceId: string,
  document: InvoiceDocument,
  lines: CreditLines['lines'],
): Promise<Totals> {
  const { roundingMode: mode, billing } = scope.context.catalog.provider;
  const notes = await documentsAfter(scope, invoiceId);
  const { currency } = document.total;
  const policy = { mode, currency, rounding: billing.tax.rounding };
  return noteTotals(lines, creditedInvoice(document, notes), policy);
}

/**
 * The credit notes of an invoice, the invoices that took a note back as a whole (SPEC 5.19), and
 * what took those back again. An invoice that holds other lines beside a part that it takes back
 * is none of them.
 */
export async function documentsAfter(
  scope: Scope,
  invoiceId: string,
): Promise<readonly InvoiceDocument[]> {
  const { rows } = await sql<{ document: unknown }>`
    with recursive family (id, kind) as (
      select id, kind from invoices where id = ${invoiceId}
      union
      select d.id, d.kind from family f
        join invoice_lines o on o.invoice_id = f.id
        join invoice_lines l on l.reverses = o.id
        join invoices d on d.id = l.invoice_id
        where d.corrects = f.id or f.kind = 'credit_note'
    ) select document from invoices join family using (id)
      where id <> ${invoiceId} order by invoices.created_at, id`.execute(scope.handle);
  return rows.map(({ document }) => readDocument(document));
}

/** An invoice with the documents after it so far, for the totals of the next credit note. */
export function creditedInvoice(
  document: InvoiceDocument,
  notes: readonly InvoiceDocument[],
): CreditedInvoice {
  const all = [document, ...notes];
  const sumOf = (pick: (one: InvoiceDocument) => Money): Money =>
    sum(all.map(pick), document.total.currency);
  return {
    issued: issuedTaxes(document),
    earlier: notes.flatMap(issuedTaxes),
    net: sumOf(({ net }) => net),
    rounding: sumOf(({ rounding }) => rounding),
  };
}

/** Taxes of a document as issued. */
export function issuedTaxes(document: InvoiceDocument): IssuedTaxes {
  return document.taxes.map(({ name, rate, category, base, tax }) => ({
    name,
    rate,
    category: category as InvoiceLine['taxes'][number]['category'],
    base,
    tax,
  }));
}

async function issueNote(
  scope: Scope,
  invoice: LockedInvoice,
  note: {
    readonly document: InvoiceDocument;
    readonly credited: CreditLines;
    readonly totals: Totals;
    readonly whole: boolean;
    readonly reason: string;
  },
): Promise<IssuedCreditNote> {
  const { document, credited, totals } = note;
  const noteId = scope.context.chance.uuid();
  const numberOf = new Map(document.lines.map((line) => [line.lineId, line.packageNumber]));
  const number = await issueDocument(scope, {
    id: noteId,
    kind: 'credit_note',
    clientId: invoice.clientId,
    orderId: null,
    corrects: invoice.id,
    correctsAll: note.whole,
    currency: document.total.currency,
    dueOn: scope.today,
    seller: document.seller,
    buyer: document.buyer,
    lines: credited.lines.map(({ reverses, ...line }) => ({
      line,
      packageNumber: numberOf.get(reverses) ?? null,
      origin: 'credit_note',
      originId: noteId,
      reverses,
    })),
    totals,
    notes: [`Corrects ${invoice.number}. ${note.reason}`],
  });
  await scope.handle
    .insertInto('invoice_states')
    .values({
      invoice_id: noteId,
      client_id: invoice.clientId,
      status: 'paid',
      balance: 0n,
      sent_at: scope.now,
    })
    .execute();
  return { noteId, number };
}

async function settle(
  scope: Scope,
  invoice: LockedInvoice,
  balance: Money,
  whole: boolean,
): Promise<void> {
  if (whole) return closeInvoice(scope, invoice);
  const settled = isZero(balance) && invoice.status === 'unpaid';
  await setState(scope, invoice, settled ? 'paid' : invoice.status, balance);
  await emit(scope, 'invoice.credited', invoice.id, invoice.clientId);
  if (!settled) return;
  await stopWork(scope, invoice.id);
  await invoicePaid(scope, invoice);
}

/** Nothing of the invoice is left: it is Canceled, and what waited for it ends. */
async function closeInvoice(scope: Scope, invoice: LockedInvoice): Promise<void> {
  await setState(scope, invoice, 'canceled', subtract(invoice.balance, invoice.balance));
  await stopWork(scope, invoice.id);
  await cancelWaitingPackages(scope, invoice.id);
  await finishTodo(scope, `invoice.unpaid:${invoice.id}`);
  await emit(scope, 'invoice.canceled', invoice.id, invoice.clientId);
}

/** Neither reminded nor charged any more. */
async function stopWork(scope: Scope, invoiceId: string): Promise<void> {
  await scope.handle
    .updateTable('invoice_states')
    .set({ next_step_on: null, charge_on: null })
    .where('invoice_id', '=', invoiceId)
    .execute();
}

async function cancelWaitingPackages(scope: Scope, invoiceId: string): Promise<void> {
  const rows = await scope.handle
    .selectFrom('packages')
    .innerJoin('orders', 'orders.id', 'packages.order_id')
    .selectAll('packages')
    .where('orders.invoice_id', '=', invoiceId)
    .where('packages.status', 'in', ['pending', 'failed'])
    .execute();
  for (const row of rows) {
    await changeStatus(scope, row, { to: 'canceled', by: 'engine', note: null });
  }
  await scope.handle
    .updateTable('orders')
    .set({ status: 'canceled' })
    .where('invoice_id', '=', invoiceId)
    .where('status', '=', 'unpaid')
    .execute();
}
