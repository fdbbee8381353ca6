import type { ChargeQuery, ChargeRecord } from '../../src/ports/gateway.ts';
import { MismatchError } from '../../src/ports/mismatch.ts';
import type { TwoCheckoutAccess } from './api.ts';
import { declined, declineOf, errorsOf } from './declines.ts';
import { type Obj, objectIn, textIn } from './json.ts';
import { amountIn } from './money.ts';

/** What an order came to: whether it was paid, waits, was declined at the page, or ended unpaid. */
export type OrderState = 'paid' | 'waiting' | 'declined' | 'ended';

/** An order's own number. @throws Error where it has none. */
export function refNoOf(order: Obj): string {
  const refNo = textIn(order, 'RefNo');
  if (refNo === null || !/^\d+$/.test(refNo))
    throw new Error('2Checkout wrote an order of no RefNo.');
  return refNo;
}

/** The currency of an order, which 2Checkout writes in either case. */
export function currencyOf(order: Obj): string {
  return (textIn(order, 'Currency') ?? '').toUpperCase();
}

/**
 * What an order came to. Only one that is complete, and that the review of frauds let pass, was
 * paid; one that was refunded had been.
 *
 * @throws Error for a status that is unknown.
 */
export function stateOf(order: Obj): OrderState {
  const status = textIn(order, 'Status');
  const approved = textIn(order, 'ApproveStatus');
  switch (status) {
    case 'COMPLETE':
      return approved === 'OK' ? 'paid' : approved === 'REJECTED' ? 'ended' : 'waiting';
    case 'REFUND':
      return 'paid';
    case 'CANCELED':
    case 'REVERSED':
      return 'ended';
    case 'PENDING':
      if (approved === 'REJECTED') return 'ended';
      return errorsOf(order).length > 0 ? 'declined' : 'waiting';
    case 'AUTHRECEIVED':
    case 'PURCHASE_PENDING':
    case 'PENDING_APPROVAL':
    case 'PAYMENT_AUTHORIZED':
    case 'PAYMENT_RECEIVED':
    case 'PENDING_ORDER_APPROVAL':
      return approved === 'REJECTED' ? 'ended' : 'waiting';
    default:
      throw new Error(`2Checkout has an unknown status: ${status}.`);
  }
}

/**
 * Whether an order is of our mode. Who pays could make a link one of a test, for that word of it is
 * not signed: such an order pays nothing.
 */
export function isOfMode(order: Obj, { live }: TwoCheckoutAccess): boolean {
  const test = order['TestOrder'];
  return test === undefined || (test === true || test === 1 || test === '1') !== live;
}

/** @throws MismatchError for an order of another account or mode. */
export function checkOwner(order: Obj, access: TwoCheckoutAccess): void {
  const refNo = refNoOf(order);
  const merchant = textIn(order, 'MerchantCode');
  if (merchant !== null && merchant !== access.merchantCode) {
    throw new MismatchError('account', refNo, `2Checkout's ${refNo} is of another account.`);
  }
  if (!isOfMode(order, access)) {
    throw new MismatchError('mode', refNo, `2Checkout's ${refNo} is of another mode.`);
  }
}

function check(order: Obj, access: TwoCheckoutAccess, expected: ChargeQuery): void {
  const refNo = refNoOf(order);
  checkOwner(order, access);
  if (textIn(order, 'ExternalReference') !== expected.chargeId) {
    throw new MismatchError('charge', refNo, `2Checkout's ${refNo} is of another charge.`);
  }
  const { amount, currency } = expected.amount;
  const held = currencyOf(order);
  if (held !== currency) {
    throw new MismatchError('currency', refNo, `2Checkout's ${refNo} is in ${held}.`);
  }
  if (amountIn(order, 'GrossPrice', currency).amount !== amount) {
    throw new MismatchError('amount', refNo, `2Checkout's ${refNo} is over another amount.`);
  }
}

function labelOf(order: Obj): string {
  const method = objectIn(order, 'PaymentDetails', 'PaymentMethod');
  const brand = textIn(method, 'CardType');
  const last4 = textIn(method, 'LastDigits');
  if (brand === null || last4 === null) return '2Checkout';
  return `${brand.slice(0, 1).toUpperCase()}${brand.slice(1)} •••• ${last4}`;
}

function ended(order: Obj): ChargeRecord {
  const refNo = refNoOf(order);
  const status = textIn(order, 'Status') ?? '';
  if (textIn(order, 'ApproveStatus') === 'REJECTED') return declined('stolen', refNo, 'REJECTED');
  if (status === 'REVERSED') return declined('try_later', refNo, status);
  if (errorsOf(order).length > 0) return declineOf(order, refNo);
  const message = 'The order was canceled at 2Checkout. Nothing was charged.';
  return { status: 'failed', code: 'canceled', message, vendorCode: status, reference: refNo };
}

/** Until when an order that waits is not asked for again, unless it is told of. */
const wait = 15 * 60_000;

/**
 * What an order says of its charge.
 *
 * @throws MismatchError for an order of another account, mode, charge, currency or amount.
 */
export function readRecord(
  order: Obj,
  access: TwoCheckoutAccess,
  expected: ChargeQuery,
  now: Date,
): ChargeRecord {
  check(order, access, expected);
  const reference = refNoOf(order);
  switch (stateOf(order)) {
    case 'paid': {
      const statusCode = textIn(order, 'Status') ?? '';
      const value = { captured: expected.amount, statusCode, label: labelOf(order) };
      return { status: 'done', reference, value };
    }
    case 'waiting':
      return { status: 'pending', reference, checkAfter: new Date(now.getTime() + wait) };
    case 'declined':
      return declineOf(order, reference);
    case 'ended':
      return ended(order);
  }
}
