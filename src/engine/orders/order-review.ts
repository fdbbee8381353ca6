import type { Selectable } from 'kysely';
import type { Output } from '../../contract/operations.ts';
import { fail, invariant } from '../../errors.ts';
import { type PackageStatus, packageMachine } from '../../rules/package.ts';
import { addDays } from '../../rules/plain-date.ts';
import type { OrdersTable } from '../../storage/tables/orders.ts';
import { lockClient } from '../agenda.ts';
import { emit, type Scope } from '../context.ts';
import { writeCreditNote } from '../invoices/credit-notes.ts';
import { giveUpManualCharge } from '../invoices/invoice-commands.ts';
import { type LockedInvoice, lockInvoices } from '../invoices/invoice-states.ts';
import { askForPayment } from '../invoices/issue.ts';
import { changeStatus, lockPackage, startPackages } from '../packages/provisioning.ts';
import { finishTodo } from '../todos.ts';
import type { Command } from '../use-case.ts';
import { askForReview, reviewKey } from './held-orders.ts';
import { expectPayment, payOrder } from './order-writing.ts';
import { orderView } from './orders.ts';

type OrderRow = Selectable<OrdersTable>;
type OrderStatus = OrdersTable['status'];

interface Reviewed {
  readonly orderId: string;
}

/** `orders.hold` (SPEC 4.10): by hand, what no rule has held. */
export const holdOrder: Command<'orders.hold', Reviewed> = {
  kind: 'command',
  async run(scope, _caller, { orderId, reason }): Promise<Reviewed> {
    const order = await lockOrder(scope, orderId);
    if (order.status === 'held') return { orderId };
    mustBe(order, ['unpaid']);
    const invoice = await lockInvoiceOf(scope, order);
    // No instructions to pay may stand while it is looked at.
    await giveUpManualCharge(scope, invoice.id);
    await finishTodo(scope, `invoice.unpaid:${invoice.id}`);
    await setStatus(scope, order, { status: 'held', lapses_on: null });
    await askForReview(
      scope,
      { orderId, clientId: order.client_id, invoiceId: invoice.id },
      reason,
    );
    return { orderId };
  },
  view: (scope, _caller, { orderId }) => orderView(scope, orderId, null),
};

/** `orders.accept`: the client is asked to pay, or what is paid is set up (SPEC 4.10). */
export const acceptOrder: Command<'orders.accept', Reviewed> = {
  kind: 'command',
  async run(scope, _caller, { orderId }): Promise<Reviewed> {
    const order = await lockOrder(scope, orderId);
    mustBe(order, ['held']);
    await finishTodo(scope, reviewKey(orderId));
    const invoice = await lockInvoiceOf(scope, order);
    if (invoice.status !== 'unpaid') {
      await setStatus(scope, order, { status: 'paid', lapses_on: null });
      await startPackages(scope, invoice.id);
      return { orderId };
    }
    const days = scope.context.catalog.provider.orderLapseDays;
    await setStatus(scope, order, { status: 'unpaid', lapses_on: addDays(scope.today, days) });
    const { clientId, balance } = invoice;
    const paid = await askForPayment(scope, invoice.id, { clientId, todo: payOrder }, balance);
    const since = `accepted:${order.version}`;
    if (!paid) await expectPayment(scope, orderId, order.client_id, since);
    return { orderId };
  },
  view: (scope, _caller, { orderId }) => orderView(scope, orderId, null),
};

/**
 * `orders.markFraudulent` (SPEC 4.10): its packages are switched off and kept as evidence, what is
 * unpaid is credited; money that was paid stays until an operator refunds it (SPEC 8.10).
 */
export const markOrderFraudulent: Command<'orders.markFraudulent', Reviewed> = {
  kind: 'command',
  async run(scope, _caller, { orderId, reason }): Promise<Reviewed> {
    const order = await lockOrder(scope, orderId);
    if (order.status === 'fraudulent') return { orderId };
    mustBe(order, ['held', 'unpaid', 'paid']);
    await finishTodo(scope, reviewKey(orderId));
    const invoice = await lockInvoiceOf(scope, order);
    await markPackages(scope, orderId, reason);
    await setStatus(scope, order, { status: 'fraudulent', lapses_on: null });
    if (invoice.status === 'unpaid') {
      await giveUpManualCharge(scope, invoice.id);
      await writeCreditNote(scope, invoice, 'The order was not accepted.');
    }
    return { orderId };
  },
  view: (scope, _caller, { orderId }): Promise<Output<'orders.markFraudulent'>> =>
    orderView(scope, orderId, null),
};

/** The order, locked after its client. @throws BillingError `not_found`. */
async function lockOrder(scope: Scope, orderId: string): Promise<OrderRow> {
  const found = await scope.handle
    .selectFrom('orders')
    .select('client_id')
    .where('id', '=', orderId)
    .executeTakeFirst();
  if (found === undefined) fail('not_found', 'There is no such order.', { field: 'orderId' });
  await lockClient(scope, found.client_id);
  return scope.handle
    .selectFrom('orders')
    .selectAll()
    .where('id', '=', orderId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

function mustBe({ status }: OrderRow, allowed: readonly OrderStatus[]): void {
  if (allowed.includes(status)) return;
  fail(
    'invalid_transition',
    `The order is ${status}; this needs one that is ${allowed.join(', ')}.`,
    {
      field: 'orderId',
    },
  );
}

async function lockInvoiceOf(scope: Scope, order: OrderRow): Promise<LockedInvoice> {
  const [invoice] = await lockInvoices(scope, [order.invoice_id ?? '']);
  invariant(invoice !== undefined, `The order ${order.number} has its invoice.`);
  return invoice;
}

async function setStatus(
  scope: Scope,
  order: OrderRow,
  values: Pick<OrderRow, 'status' | 'lapses_on'>,
): Promise<void> {
  await scope.handle
    .updateTable('orders')
    .set({ ...values, version: order.version + 1 })
    .where('id', '=', order.id)
    .execute();
  await emit(scope, `order.${values.status}`, order.id, order.client_id);
}

async function markPackages(scope: Scope, orderId: string, reason: string): Promise<void> {
  const packages = await scope.handle
    .selectFrom('packages')
    .select('id')
    .where('order_id', '=', orderId)
    .orderBy('number')
    .execute();
  for (const { id } of packages) {
    const row = await lockPackage(scope, id);
    if (packageMachine.final.includes(row.status as PackageStatus)) continue;
    await changeStatus(scope, row, { to: 'fraudulent', by: 'operator', note: reason });
  }
}
