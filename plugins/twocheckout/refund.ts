import type { GatewayRefund, RefundRecord } from '../../src/ports/gateway.ts';
import { MismatchError } from '../../src/ports/mismatch.ts';
import type { PluginContext } from '../../src/ports/plugin.ts';
import { ask, failureOf, readOrder, type TwoCheckoutAccess } from './api.ts';
import { listIn, type Obj, textIn } from './json.ts';
import { amountIn, toTwoCheckout } from './money.ts';
import { checkOwner, currencyOf } from './order.ts';

const day = 24 * 3600_000;

/** What stands before our id in the comment of a refund. */
const mark = 'Refund ';

/** Our refund's id, or null for one that was made in the control panel. */
export function refundIdOf(refund: Obj): string | null {
  const comment = textIn(refund, 'Comment') ?? '';
  return comment.startsWith(mark) ? comment.slice(mark.length) : null;
}

/** The end of a refund: 2Checkout looks at each before the money moves. */
export function refundState(refund: Obj): 'pending' | 'done' | 'failed' {
  const status = textIn(refund, 'Status');
  if (status === 'APPROVED' || status === 'COMPLETE') return 'done';
  if (status === 'REJECTED' || status === 'CANCELED') return 'failed';
  if (status === 'PENDING' || status === 'WAITING') return 'pending';
  throw new Error(`2Checkout has an unknown status of a refund: ${status}.`);
}

/** The reference of a refund. @throws Error where it has none. */
export function refundReference(refund: Obj): string {
  const reference = textIn(refund, 'RefundReference') ?? textIn(refund, 'Id');
  if (reference === null) throw new Error('2Checkout wrote a refund of no reference.');
  return reference;
}

/** @throws Error where the order does not tell of refunds: none of them may be made twice. */
function refundsOf(order: Obj): readonly Obj[] {
  if (order['Refunds'] === undefined) {
    throw new Error('2Checkout does not say which refunds an order has. Look it up there.');
  }
  return listIn(order, 'Refunds');
}

/** @throws MismatchError when the record is not that of our refund: nothing may be booked on it. */
function readRefund(record: Obj, order: Obj, input: GatewayRefund, now: Date): RefundRecord {
  const reference = refundReference(record);
  const refunded = amountIn(record, 'Amount', currencyOf(order));
  for (const field of ['currency', 'amount'] as const) {
    if (refunded[field] === input.amount[field]) continue;
    const text = `2Checkout's refund ${reference} has another ${field}.`;
    throw new MismatchError(field, reference, text);
  }
  const state = refundState(record);
  if (state === 'done') return { status: 'done', reference, value: { refunded } };
  if (state === 'pending') {
    return { status: 'pending', reference, checkAfter: new Date(now.getTime() + day) };
  }
  const message = '2Checkout refused the refund.';
  const vendorCode = textIn(record, 'Status') ?? 'REJECTED';
  return { status: 'failed', code: 'declined', message, vendorCode, reference };
}

/** The order of a refund's charge, or null where it is another's. */
async function orderOf(
  access: TwoCheckoutAccess,
  input: GatewayRefund,
  context: PluginContext,
): Promise<Obj | null> {
  const isNumber = /^\d+$/.test(input.reference);
  const order = isNumber ? await readOrder(access, context, input.reference) : null;
  if (order === null) return null;
  checkOwner(order, access);
  return textIn(order, 'ExternalReference') === input.chargeId ? order : null;
}

function findRefund(order: Obj, input: GatewayRefund, now: Date): RefundRecord | null {
  const own = refundsOf(order).find((refund) => refundIdOf(refund) === input.refundId);
  return own === undefined ? null : readRefund(own, order, input, now);
}

/** What 2Checkout holds for a refund, or null when it never heard of it. */
export async function lookupRefund(
  access: TwoCheckoutAccess,
  input: GatewayRefund,
  context: PluginContext,
): Promise<RefundRecord | null> {
  const order = await orderOf(access, input, context);
  return order === null ? null : findRefund(order, input, context.now());
}

/** The request of a refund of an order of one item, as all of ours are. */
function requestOf(access: TwoCheckoutAccess, order: Obj, input: GatewayRefund, text: string) {
  // The digits are few enough for a number of JSON to be exact.
  const amount = Number(text);
  const [item] = listIn(order, 'Items');
  const line = item === undefined ? null : textIn(item, 'LineItemReference');
  const items = line === null ? [] : [{ LineItemReference: line, Quantity: 1, Amount: amount }];
  return { amount, comment: `${mark}${input.refundId}`, reason: access.refundReason, items };
}

/**
 * Sends money back. 2Checkout has no keys: what it holds is read before and after, so that a repeat
 * makes no second refund.
 */
export async function refund(
  access: TwoCheckoutAccess,
  input: GatewayRefund,
  context: PluginContext,
): Promise<RefundRecord> {
  const amount = toTwoCheckout(input.amount);
  if (amount === null) {
    const message = `2Checkout does not take this amount of ${input.amount.currency}.`;
    return { status: 'failed', code: 'invalid_input', message };
  }
  const order = await orderOf(access, input, context);
  if (order === null) {
    const message = '2Checkout holds no payment of this charge.';
    return { status: 'failed', code: 'not_found', message };
  }
  const earlier = findRefund(order, input, context.now());
  if (earlier !== null) return earlier;
  const path = `orders/${input.reference}/refund/`;
  const body = requestOf(access, order, input, amount);
  const answer = await ask(access, context, { method: 'POST', path, body });
  if (answer.ok && answer.body !== true) throw new Error('2Checkout did not say yes to a refund.');
  const held = await lookupRefund(access, input, context);
  if (held !== null) return held;
  if (answer.ok) throw new Error('2Checkout took a refund and does not show it.');
  // There is one request at a time for an order: this one can be made when that one is over.
  const isBusy = /pending.refund/i.test(`${answer.error.code} ${answer.error.message}`);
  return isBusy ? { ...failureOf(answer.error), code: 'unavailable' } : failureOf(answer.error);
}
