import { fail } from '../errors.ts';
import { creditNoteLines, type InvoiceLine, totals as sumUp } from '../rules/invoice.ts';
import { entryForCreditNote, entryForPayment } from '../rules/ledger.ts';
import { type Money, subtract, zero } from '../rules/money.ts';
import { compareDates } from '../rules/plain-date.ts';
import { isDuplicate } from '../storage/store.ts';
import { post } from './books.ts';
import { type ChargeRow, gatewayOf, voidCharge } from './charges.ts';
import { emit, type Scope } from './context.ts';
import { type InvoiceDocument, issueDocument, readDocument } from './invoice-documents.ts';
import { type LockedInvoice, lockInvoices, setState, settleInvoice } from './invoice-states.ts';
import { invoiceView } from './invoices.ts';
import { changeStatus } from './provisioning.ts';
import { finishTodo } from './todos.ts';
import type { Command } from './use-case.ts';

interface Changed {
  readonly invoiceId: string;
}

/** `invoices.markPaid` (SPEC 8.11): money that came outside any gateway. */
export const markPaid: Command<'invoices.markPaid', Changed> = {
  kind: 'command',
  async run(scope, _caller, input): Promise<Changed> {
    const invoice = await lockPayable(scope, input.invoiceId);
    if (compareDates(input.paidOn, scope.today) > 0) {
      fail('invalid_input', 'The date of payment is in the future.', { field: 'paidOn' });
    }
    await giveUpManualCharge(scope, invoice.id);
    const received = invoice.balance;
    const { clientId } = invoice;
    const entry = entryForPayment({
      key: `payment:manual:${input.method}:${input.reference}`,
      clientId,
      gatewayId: 'manual',
      received,
      applied: received,
    });
    if (!(await post(scope, entry, clientId))) {
      fail('conflict', 'A payment with this method and reference is booked already.', {
        field: 'reference',
      });
    }
    await addManualTransaction(scope, invoice, { ...input, amount: received });
    await settleInvoice(scope, invoice.id, received);
    return { invoiceId: invoice.id };
  },
  view: (scope, _caller, result) => invoiceView(scope, result.invoiceId, null),
};

async function lockPayable(scope: Scope, invoiceId: string): Promise<LockedInvoice> {
  const [invoice] = await lockInvoices(scope, [invoiceId]);
  if (invoice === undefined || invoice.kind !== 'invoice') {
    fail('not_found', 'There is no such invoice.', { field: 'invoiceId' });
  }
  if (invoice.status !== 'unpaid' || invoice.balance.amount === 0n) {
    fail('invoice_not_payable', `${invoice.number} has nothing left to pay.`, {
      field: 'invoiceId',
    });
  }
  return invoice;
}

/** A charge that only shows instructions takes no money by itself, so it may be given up. */
export async function giveUpManualCharge(scope: Scope, invoiceId: string): Promise<void> {
  const charge: ChargeRow | undefined = await scope.handle
    .selectFrom('charges')
    .innerJoin('charge_allocations', 'charge_allocations.charge_id', 'charges.id')
    .selectAll('charges')
    .where('charge_allocations.invoice_id', '=', invoiceId)
    .where('charge_allocations.open', '=', true)
    .executeTakeFirst();
  if (charge === undefined) return;
  if (gatewayOf(scope.context, charge.plugin_id).kind !== 'manual') {
    fail('charge_open', 'A payment of this invoice is on its way. Wait for its end.', {
      field: 'invoiceId',
    });
  }
  await voidCharge(scope, charge, {
    code: 'canceled',
    message: 'Paid in another way.',
  });
}

async function addManualTransaction(
  scope: Scope,
  invoice: LockedInvoice,
  made: {
    readonly method: string;
    readonly reference: string;
    readonly paidOn: string;
    readonly amount: Money;
  },
): Promise<void> {
  try {
    await scope.handle
      .insertInto('transactions')
      .values({
        id: scope.context.chance.uuid(),
        client_id: invoice.clientId,
        invoice_id: invoice.id,
        charge_id: null,
        kind: 'manual',
        status: 'settled',
        plugin_id: 'manual',
        reference: `${made.method}:${made.reference}`,
        method: made.method,
        status_code: made.reference,
        message: null,
        made_on: made.paidOn,
        currency: made.amount.currency,
        amount: made.amount.amount,
        created_at: scope.now,
      })
      .execute();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    fail('conflict', 'A payment with this method and reference is booked already.', {
      field: 'reference',
    });
  }
}

/** `invoices.cancel` (SPEC 7.4): a full credit note; what was paid becomes account credit. */
export const cancelInvoice: Command<'invoices.cancel', Changed> = {
  kind: 'command',
  async run(scope, _caller, input): Promise<Changed> {
    const [invoice] = await lockInvoices(scope, [input.invoiceId]);
    if (invoice === undefined || invoice.kind !== 'invoice') {
      fail('not_found', 'There is no such invoice.', { field: 'invoiceId' });
    }
    if (invoice.status !== 'unpaid' && invoice.status !== 'paid') {
      fail('invalid_transition', `${invoice.number} is ${invoice.status} already.`, {
        field: 'invoiceId',
      });
    }
    await giveUpManualCharge(scope, invoice.id);
    await writeCreditNote(scope, invoice, input.reason);
    return { invoiceId: invoice.id };
  },
  view: (scope, _caller, result) => invoiceView(scope, result.invoiceId, null),
};

/** Credits a whole invoice, and cancels the packages that waited for its payment. */
export async function writeCreditNote(
  scope: Scope,
  invoice: LockedInvoice,
  reason: string,
): Promise<void> {
  const row = await scope.handle
    .selectFrom('invoices')
    .selectAll()
    .where('id', '=', invoice.id)
    .executeTakeFirstOrThrow();
  const document = readDocument(row.document);
  const lines = await reversedLines(scope, invoice.id, document);
  const totals = sumUp(lines, scope.context.catalog.provider.roundingMode, row.currency);
  const paid = subtract(invoice.total, invoice.balance);
  const noteId = scope.context.chance.uuid();
  const number = await issueDocument(scope, {
    id: noteId,
    kind: 'credit_note',
    clientId: invoice.clientId,
    orderId: null,
    corrects: invoice.id,
    currency: row.currency,
    dueOn: scope.today,
    seller: document.seller,
    buyer: document.buyer,
    lines: lines.map(({ reverses, ...line }) => ({
      line,
      packageNumber:
        document.lines.find(({ lineId }) => lineId === reverses)?.packageNumber ?? null,
      origin: 'credit_note',
      originId: reverses,
    })),
    totals,
    notes: [`Corrects ${invoice.number}. ${reason}`],
  });
  const { clientId } = invoice;
  await settleCreditNote(scope, noteId, invoice);
  const key = `credit_note:${number}`;
  await post(scope, entryForCreditNote({ key, clientId, totals, toCredit: paid }), clientId);
  await setState(scope, invoice, 'canceled', zero(row.currency));
  await cancelWaitingPackages(scope, invoice.id);
  await finishTodo(scope, `invoice.unpaid:${invoice.id}`);
  await emit(scope, 'invoice.canceled', invoice.id, clientId);
}

/** The lines of the credit note, with the kinds and items that the invoice's rows keep. */
async function reversedLines(
  scope: Scope,
  invoiceId: string,
  document: InvoiceDocument,
): Promise<ReturnType<typeof creditNoteLines>> {
  const kinds = await scope.handle
    .selectFrom('invoice_lines')
    .select(['id', 'kind', 'item_id'])
    .where('invoice_id', '=', invoiceId)
    .orderBy('position')
    .execute();
  return creditNoteLines(
    document.lines.map((line) =>
      ruleLine(
        document,
        line,
        kinds.find(({ id }) => id === line.lineId),
      ),
    ),
  );
}

/** Nothing is owed on a credit note, and the lines that it takes back stand no more. */
async function settleCreditNote(
  scope: Scope,
  noteId: string,
  invoice: LockedInvoice,
): Promise<void> {
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
  await scope.handle
    .updateTable('invoice_lines')
    .set({ standing: false })
    .where('invoice_id', '=', invoice.id)
    .execute();
}

function ruleLine(
  document: InvoiceDocument,
  line: InvoiceDocument['lines'][number],
  stored: { readonly kind: InvoiceLine['kind']; readonly item_id: string | null } | undefined,
): InvoiceLine {
  return {
    lineId: line.lineId,
    ...(line.packageId === null ? {} : { packageId: line.packageId }),
    ...(stored === undefined || stored.item_id === null ? {} : { itemId: stored.item_id }),
    kind: stored?.kind ?? 'one_time',
    description: line.description,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    gross: line.gross,
    discount: line.discount,
    net: line.net,
    // The taxes that were applied, not those of today (SPEC 5.14).
    taxes: line.taxRates.map((rate) => appliedTax(document, rate)),
    period:
      line.periodStart === null || line.periodEnd === null
        ? null
        : { start: line.periodStart, end: line.periodEnd },
    ...(line.promotionCode === null ? {} : { promotionCode: line.promotionCode }),
    explanation: { rule: line.explanation.rule, steps: [] },
  };
}

function appliedTax(document: InvoiceDocument, rate: string): InvoiceLine['taxes'][number] {
  const tax = document.taxes.find((candidate) => candidate.rate === rate);
  return {
    name: tax?.name ?? 'Tax',
    rate,
    category: (tax?.category ?? 'S') as InvoiceLine['taxes'][number]['category'],
    ...(tax === undefined || tax.reason === null ? {} : { reason: tax.reason }),
  };
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
