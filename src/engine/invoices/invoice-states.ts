import { fail, invariant } from '../../errors.ts';
import { changeInvoiceStatus, type InvoiceStatus } from '../../rules/invoice.ts';
import { type Money, money } from '../../rules/money.ts';
import { applyPayment } from '../../rules/payment.ts';
import { earnCommission } from '../affiliates/commissions.ts';
import { changePaid } from '../changes/change-hook.ts';
import { emit, type Scope } from '../context.ts';
import { enqueueMail } from '../mails.ts';
import { startPackages } from '../packages/provisioning.ts';
import { bringBack } from '../packages/returning.ts';
import { finishTodo } from '../todos.ts';
import { makeInvoice } from './proforma.ts';

/** An invoice with what stands beside it, its state locked. */
export interface LockedInvoice {
  readonly id: string;
  readonly number: string;
  readonly kind: 'invoice' | 'credit_note' | 'proforma';
  readonly clientId: string;
  readonly orderId: string | null;
  readonly status: InvoiceStatus;
  readonly balance: Money;
  readonly total: Money;
  readonly dueOn: string;
  readonly version: number;
}

/** Locks invoices in the order of their ids, so that two who lock several never wait in a ring. */
export async function lockInvoices(
  scope: Scope,
  ids: readonly string[],
): Promise<readonly LockedInvoice[]> {
  if (ids.length === 0) return [];
  const rows = await scope.handle
    .selectFrom('invoices')
    .innerJoin('invoice_states', 'invoice_states.invoice_id', 'invoices.id')
    .selectAll('invoices')
    .select(['invoice_states.status', 'invoice_states.balance', 'invoice_states.version'])
    .where('invoices.id', 'in', ids)
    .orderBy('invoices.id')
    .forUpdate('invoice_states')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    kind: row.kind,
    clientId: row.client_id,
    orderId: row.order_id,
    status: row.status,
    balance: money(row.balance, row.currency),
    total: money(row.total, row.currency),
    dueOn: row.due_on,
    version: row.version,
  }));
}

/**
 * Lowers an invoice's balance by money that came; at zero it is Paid, and what waits for that
 * begins (SPEC 4.5).
 */
export async function settleInvoice(scope: Scope, invoiceId: string, paid: Money): Promise<void> {
  const [invoice] = await lockInvoices(scope, [invoiceId]);
  invariant(invoice !== undefined, `There is no invoice ${invoiceId} to pay.`);
  const { applied, balance } = applyPayment(invoice.balance, paid);
  invariant(applied.amount === paid.amount, `The invoice ${invoice.number} is paid too much.`);
  if (balance.amount === 0n && invoice.kind === 'proforma') await makeInvoice(scope, invoice);
  await setState(scope, invoice, balance.amount === 0n ? 'paid' : invoice.status, balance);
  if (balance.amount === 0n) await invoicePaid(scope, invoice);
}

/** Writes status and balance, by the state machine and the row's version. */
export async function setState(
  scope: Scope,
  invoice: LockedInvoice,
  to: InvoiceStatus,
  balance: Money,
): Promise<void> {
  changeInvoiceStatus({ from: invoice.status, to, by: 'engine' });
  const updated = await scope.handle
    .updateTable('invoice_states')
    .set({
      status: to,
      balance: balance.amount,
      version: invoice.version + 1,
      // Only an unpaid invoice is dunned and charged.
      ...(to === 'unpaid'
        ? {}
        : { next_step_on: null, charge_on: null, promised_until: null, disputed_on: null }),
    })
    .where('invoice_id', '=', invoice.id)
    .where('version', '=', invoice.version)
    .returning('invoice_id')
    .executeTakeFirst();
  if (updated === undefined) fail('stale_version', 'The invoice changed meanwhile. Try again.');
}

/** What follows when an invoice is paid, or was free. */
export async function invoicePaid(
  scope: Scope,
  invoice: Pick<LockedInvoice, 'id' | 'clientId' | 'orderId' | 'total'>,
): Promise<void> {
  await emit(scope, 'invoice.paid', invoice.id, invoice.clientId);
  await finishTodo(scope, `invoice.unpaid:${invoice.id}`);
  await finishTodo(scope, `charge.declined:${invoice.id}`);
  await earnCommission(scope, invoice);
  if (invoice.orderId !== null) {
    await scope.handle
      .updateTable('orders')
      .set({ status: 'paid' })
      .where('id', '=', invoice.orderId)
      .where('status', 'in', ['unpaid', 'lapsed'])
      .execute();
  }
  if (invoice.total.amount > 0n) {
    await enqueueMail(scope, {
      event: 'paid',
      key: `mail:paid:${invoice.id}`,
      clientId: invoice.clientId,
      data: { invoiceId: invoice.id },
    });
  }
  await startPackages(scope, invoice.id);
  await changePaid(scope, invoice);
  await bringBack(scope, invoice.id);
}
