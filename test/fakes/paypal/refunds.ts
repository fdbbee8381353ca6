import { amountOf, hundredths, readAmount } from './amounts.ts';
import { missing, PayPalFault, refused } from './faults.ts';
import {
  type Capture,
  type Dispute,
  type JsonObject,
  type Refund,
  text,
  type World,
} from './state.ts';
import { orderOf, refundedOf, showDispute, showRefund } from './views.ts';

const limit = 180 * 24 * 3600_000;

/** A capture. @throws PayPalFault where there is none. */
export function findCapture(world: World, id: string): Capture {
  const capture = world.state.captures.get(id);
  if (capture === undefined) throw missing();
  return capture;
}

/** A refund. @throws PayPalFault where there is none. */
export function findRefund(world: World, id: string): Refund {
  const refund = world.state.refunds.get(id);
  if (refund === undefined) throw missing();
  return refund;
}

function disputesOf(world: World, capture: Capture): readonly Dispute[] {
  return [...world.state.disputes.values()].filter(({ captureId }) => captureId === capture.id);
}

/** `POST /v2/payments/captures/{id}/refund`; without an amount all that is left. */
export function createRefund(world: World, id: string, body: JsonObject): Refund {
  const capture = findCapture(world, id);
  const order = orderOf(world, capture);
  const { currency_code } = order.amount;
  if (capture.status === 'PENDING') throw refused('PENDING_CAPTURE');
  if (capture.status === 'DECLINED') throw refused('REFUND_NOT_ALLOWED');
  const left = hundredths(order.amount) - refundedOf(world, capture);
  if (left <= 0n) throw refused('CAPTURE_FULLY_REFUNDED');
  if (capture.created + limit < world.time()) throw refused('REFUND_TIME_LIMIT_EXCEEDED');
  const amount =
    'amount' in body ? readAmount(body['amount'], '/amount') : amountOf(left, currency_code);
  if (amount.currency_code !== currency_code) throw refused('REFUND_CAPTURE_CURRENCY_MISMATCH');
  if (hundredths(amount) > left) throw refused('REFUND_AMOUNT_EXCEEDED');
  const open = disputesOf(world, capture).some(({ status }) => status !== 'RESOLVED');
  const isPart = hundredths(amount) < hundredths(order.amount);
  if (open && isPart) throw refused('TRANSACTION_DISPUTED');
  const invoiceId = text(body, 'invoice_id');
  const known = [...world.state.refunds.values()];
  if (invoiceId !== null && known.some((refund) => refund.invoiceId === invoiceId)) {
    const description = 'Invoice ID was previously used to refund a capture.';
    throw refused('DUPLICATE_INVOICE_ID', { description });
  }
  const refund: Refund = {
    id: world.id(),
    captureId: capture.id,
    amount,
    customId: text(body, 'custom_id'),
    invoiceId,
    status: capture.funding === 'bank' ? 'PENDING' : 'COMPLETED',
    created: world.time(),
    updated: world.time(),
  };
  return bookRefund(world, capture, refund);
}

function bookRefund(world: World, capture: Capture, refund: Refund): Refund {
  world.state.refunds.set(refund.id, refund);
  capture.refundIds.push(refund.id);
  capture.updated = world.time();
  const type = refund.status === 'PENDING' ? 'PAYMENT.REFUND.PENDING' : 'PAYMENT.CAPTURE.REFUNDED';
  world.emit(type, 'refund', showRefund(world, refund));
  return refund;
}

/** A refund in PayPal's dashboard: it has the ids of its payment. */
export function refundInDashboard(world: World, capture: Capture, units: bigint): Refund {
  const order = orderOf(world, capture);
  return bookRefund(world, capture, {
    id: world.id(),
    captureId: capture.id,
    amount: amountOf(units, order.amount.currency_code),
    customId: order.customId,
    invoiceId: order.invoiceId,
    status: 'COMPLETED',
    created: world.time(),
    updated: world.time(),
  });
}

/** A pending refund is done, or one comes back. */
export function endRefund(world: World, id: string, to: 'COMPLETED' | 'FAILED'): void {
  const refund = findRefund(world, id);
  refund.status = to;
  refund.updated = world.time();
  const type = to === 'FAILED' ? 'PAYMENT.REFUND.FAILED' : 'PAYMENT.CAPTURE.REFUNDED';
  world.emit(type, 'refund', showRefund(world, refund));
}

/** The payer, or their bank, wants the money back; then it is decided. */
export function disputeCapture(
  world: World,
  capture: Capture,
  to: 'open' | 'won' | 'lost',
): Dispute {
  const known = disputesOf(world, capture)[0];
  const now = world.time();
  const dispute: Dispute = known ?? {
    id: `PP-R-${world.id().slice(0, 8)}`,
    captureId: capture.id,
    status: 'WAITING_FOR_SELLER_RESPONSE',
    outcome: null,
    created: now,
    updated: now,
  };
  world.state.disputes.set(dispute.id, dispute);
  if (known === undefined) {
    world.emit('CUSTOMER.DISPUTE.CREATED', 'dispute', showDispute(world, dispute, true));
  }
  if (to === 'open') return dispute;
  dispute.status = 'RESOLVED';
  dispute.outcome = to === 'won' ? 'RESOLVED_SELLER_FAVOUR' : 'RESOLVED_BUYER_FAVOUR';
  dispute.updated = now;
  world.emit('CUSTOMER.DISPUTE.RESOLVED', 'dispute', showDispute(world, dispute, true));
  return dispute;
}

/** A dispute. @throws PayPalFault where there is none. */
export function findDispute(world: World, id: string): Dispute {
  const dispute = world.state.disputes.get(id);
  if (dispute === undefined) throw missing();
  return dispute;
}

/** `GET /v1/customer/disputes`. */
export function listDisputes(world: World, transaction: string | null): readonly JsonObject[] {
  if (transaction === null) throw new PayPalFault(400, { issue: 'MISSING_REQUIRED_PARAMETER' });
  const capture = world.state.captures.get(transaction);
  if (capture === undefined) return [];
  return disputesOf(world, capture).map((dispute) => showDispute(world, dispute, false));
}
