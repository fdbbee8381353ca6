import type { GatewayMovement } from '../../ports/gateway-notice.ts';
import { money } from '../../rules/money.ts';
import { entryForRefund, entryForRefundPaid, entryForRefundReturned } from '../../rules/refund.ts';
import { post } from '../books/books.ts';
import { emit, type Scope } from '../context.ts';
import { lockInvoices } from '../invoices/invoice-states.ts';
import { addTodo } from '../todos.ts';
import type { ChargeRow } from './charges.ts';
import { paidOut, refused, setRefund, setTransaction } from './refund-tasks.ts';
import { closeRefunded, type RefundRow } from './refunds.ts';

/**
 * A refund as its gateway has it (SPEC 8.10): ours gets the end that it had there; one that was
 * made in the gateway's dashboard is booked as goodwill. The client is locked.
 */
export async function refundMoved(
  scope: Scope,
  charge: ChargeRow,
  movement: GatewayMovement,
): Promise<void> {
  const refund = await ourRefund(scope, charge, movement);
  if (refund === undefined) {
    if (movement.state === 'done') await book(scope, charge, movement);
    return;
  }
  const { reference, amount, state } = movement;
  if (refund.state === 'done') {
    if (state === 'failed') await returned(scope, refund);
    return;
  }
  if (refund.state === 'failed') return;
  if (state === 'done') {
    const record = { status: 'done', reference, value: { refunded: amount } } as const;
    await paidOut(scope, refund, record);
  }
  if (state === 'failed') await refused(scope, refund, movement.reason ?? 'It was sent back.');
}

function ourRefund(
  scope: Scope,
  charge: ChargeRow,
  { refundId, reference }: GatewayMovement,
): Promise<RefundRow | undefined> {
  const ofCharge = scope.handle
    .selectFrom('refunds')
    .selectAll()
    .where('charge_id', '=', charge.id)
    .forUpdate();
  return refundId === null
    ? ofCharge.where('reference', '=', reference).executeTakeFirst()
    : ofCharge.where('id', '=', refundId).executeTakeFirst();
}

/** It had been paid out, and the bank sent it back: what it was paid from has it again. */
async function returned(scope: Scope, refund: RefundRow): Promise<void> {
  const { client_id: clientId, plugin_id: gatewayId, reason } = refund;
  const amount = money(refund.amount, refund.currency);
  const key = `refund_returned:${refund.id}`;
  const entry = entryForRefundReturned({ key, clientId, reason, amount, gatewayId });
  if (!(await post(scope, entry, clientId))) return;
  await setRefund(scope, refund, { state: 'failed', failure_message: 'It was sent back.' });
  await setTransaction(scope, refund, { status: 'declined', status_code: 'returned' });
  await emit(scope, 'refund.returned', refund.id, clientId);
  await addTodo(scope, {
    key: `refund.returned:${refund.id}`,
    audience: 'operator',
    kind: 'refund_returned',
    title: 'A refund came back',
    text: 'The account that it went to did not take it. Send it by hand, or as account credit.',
    clientId,
    invoiceId: refund.invoice_id,
  });
}

/** A refund that nobody asked us for: the books follow, and an operator says what it was for. */
async function book(scope: Scope, charge: ChargeRow, movement: GatewayMovement): Promise<void> {
  const { amount, reference } = movement;
  const { id: chargeId, client_id: clientId, plugin_id: pluginId } = charge;
  const invoiceId = await invoiceOf(scope, chargeId);
  const { back } = await scope.handle
    .selectFrom('refunds')
    .select((row) => row.fn.sum<bigint | null>('amount').as('back'))
    .where('charge_id', '=', chargeId)
    .where('state', '<>', 'failed')
    .executeTakeFirstOrThrow();
  const fits = BigInt(back ?? 0n) + amount.amount <= charge.captured;
  if (invoiceId !== null && fits && amount.currency === charge.currency) {
    const id = scope.context.chance.uuid();
    await write(scope, charge, movement, { id, invoiceId });
    const own = { clientId, reason: 'goodwill', amount } as const;
    await post(scope, entryForRefund({ ...own, key: `refund:${id}` }), clientId);
    const paid = { clientId, amount, key: `refund_paid:${id}`, gatewayId: pluginId };
    await post(scope, entryForRefundPaid(paid), clientId);
    await emit(scope, 'refund.done', id, clientId);
    const [invoice] = await lockInvoices(scope, [invoiceId]);
    if (invoice !== undefined) await closeRefunded(scope, invoice);
  }
  await addTodo(scope, {
    key: `refund.elsewhere:${pluginId}:${reference}`,
    audience: 'operator',
    kind: 'refund_elsewhere',
    title: `A refund was made at ${pluginId}`,
    text: fits
      ? `${reference} is booked as goodwill. Write a credit note if the invoice was wrong.`
      : `${reference} is more than the payment has left, and is not booked. Look it up there.`,
    clientId,
    ...(invoiceId === null ? {} : { invoiceId }),
  });
}

/** The invoice that got most of a charge. */
async function invoiceOf(scope: Scope, chargeId: string): Promise<string | null> {
  const row = await scope.handle
    .selectFrom('charge_allocations')
    .select('invoice_id')
    .where('charge_id', '=', chargeId)
    .orderBy('amount', 'desc')
    .orderBy('invoice_id')
    .executeTakeFirst();
  return row?.invoice_id ?? null;
}

async function write(
  scope: Scope,
  charge: ChargeRow,
  { amount, reference }: GatewayMovement,
  { id, invoiceId }: { readonly id: string; readonly invoiceId: string },
): Promise<void> {
  const shared = {
    client_id: charge.client_id,
    invoice_id: invoiceId,
    charge_id: charge.id,
    plugin_id: charge.plugin_id,
    currency: amount.currency,
    amount: amount.amount,
    method: charge.method_label,
    made_on: scope.today,
    created_at: scope.now,
  };
  await scope.handle
    .insertInto('refunds')
    .values({
      ...shared,
      id,
      reason: 'goodwill',
      note: `Made at ${charge.plugin_id}.`,
      state: 'done',
      reference,
      failure_message: null,
      settled_at: scope.now,
    })
    .execute();
  await scope.handle
    .insertInto('transactions')
    .values({
      ...shared,
      id: scope.context.chance.uuid(),
      kind: 'refund',
      status: 'settled',
      reference: id,
      status_code: reference,
      message: `Made at ${charge.plugin_id}.`,
    })
    .execute();
}
