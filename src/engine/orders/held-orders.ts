import { fail } from '../../errors.ts';
import type { Scope } from '../context.ts';
import { addTodo } from '../todos.ts';

/** Asks an operator to look at an order before it goes on (SPEC 4.10). */
export async function askForReview(
  scope: Scope,
  order: { readonly orderId: string; readonly clientId: string; readonly invoiceId: string },
  reason: string,
): Promise<void> {
  await addTodo(scope, {
    key: reviewKey(order.orderId),
    audience: 'operator',
    kind: 'order_review',
    title: 'Look at an order that is held',
    text: `${reason} Accept the order, or mark it Fraudulent.`,
    clientId: order.clientId,
    invoiceId: order.invoiceId,
  });
}

/** The key of the to-do that asks for the review of an order. */
export function reviewKey(orderId: string): string {
  return `order.review:${orderId}`;
}

/**
 * Refuses to charge invoices of orders that wait for review (SPEC 4.10).
 *
 * @throws BillingError `invoice_not_payable`.
 */
export async function refuseHeld(
  { handle }: Scope,
  invoices: readonly { readonly number: string; readonly orderId: string | null }[],
): Promise<void> {
  const ids = invoices.flatMap(({ orderId }) => orderId ?? []);
  if (ids.length === 0) return;
  const held = await handle
    .selectFrom('orders')
    .select('id')
    .where('id', 'in', ids)
    .where('status', '=', 'held')
    .executeTakeFirst();
  if (held === undefined) return;
  const invoice = invoices.find(({ orderId }) => orderId === held.id);
  fail(
    'invoice_not_payable',
    `The order of ${invoice?.number} is being looked at. Pay it when it is accepted.`,
    { field: 'invoiceIds' },
  );
}
