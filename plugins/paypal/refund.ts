import type { GatewayRefund, RefundRecord } from '../../src/ports/gateway.ts';
import { MismatchError } from '../../src/ports/mismatch.ts';
import type { PluginContext } from '../../src/ports/plugin.ts';
import { ask, failureOf, find, type PayPalAccess } from './api.ts';
import { refuseAmount } from './charge.ts';
import { eventsOf, findCapture, findOrder, orderIdOf, searchSpan } from './find.ts';
import { linkIn, listIn, need, type Obj, objectIn, textIn } from './json.ts';
import { fromPayPal, toPayPal } from './money.ts';
import { ownerOf, unitOf } from './order.ts';

const day = 24 * 3600_000;

/** Issues of a refund that another look or another day may change. */
const conflicts = [
  'PENDING_CAPTURE',
  'TRANSACTION_DISPUTED',
  'REFUND_NOT_PERMITTED_DUE_TO_CHARGEBACK',
  'CAPTURE_FULLY_REFUNDED',
  'REFUND_FAILED_INSUFFICIENT_FUNDS',
];

/** @throws MismatchError when the record is not that of our refund: nothing may be booked on it. */
function readRefund(record: Obj, input: GatewayRefund, now: Date): RefundRecord {
  const reference = need(textIn(record, 'id'), "a refund's id");
  if (textIn(record, 'custom_id') !== input.refundId) {
    throw new MismatchError('charge', reference, `PayPal's ${reference} is another refund.`);
  }
  const refunded = fromPayPal(objectIn(record, 'amount'));
  for (const field of ['currency', 'amount'] as const) {
    if (refunded[field] === input.amount[field]) continue;
    const text = `PayPal's refund ${reference} has another ${field}.`;
    throw new MismatchError(field, reference, text);
  }
  const status = textIn(record, 'status') ?? '';
  if (status === 'COMPLETED') return { status: 'done', reference, value: { refunded } };
  if (status === 'PENDING') {
    return { status: 'pending', reference, checkAfter: new Date(now.getTime() + day) };
  }
  if (status !== 'FAILED' && status !== 'CANCELLED') {
    throw new Error(`PayPal has an unknown status of a refund: ${status}.`);
  }
  const code = status === 'FAILED' ? 'declined' : 'canceled';
  const message = 'The money could not be sent back.';
  return { status: 'failed', code, message, vendorCode: status, reference };
}

/** The capture that a refund is of, where it is this charge's. */
async function captureOf(
  access: PayPalAccess,
  input: GatewayRefund,
  context: PluginContext,
): Promise<Obj | null> {
  const capture = await findCapture(access, context, input.reference);
  if (capture === null) return null;
  const { chargeId } = ownerOf(textIn(capture, 'custom_id') ?? '');
  return chargeId === input.chargeId ? capture : null;
}

/** Sends money back; the same key a second time is the same refund. */
export async function refund(
  access: PayPalAccess,
  input: GatewayRefund,
  context: PluginContext,
): Promise<RefundRecord> {
  const amount = toPayPal(input.amount);
  if (amount === null) return refuseAmount(input);
  if ((await captureOf(access, input, context)) === null) {
    const message = `PayPal holds no payment ${input.reference} of this charge.`;
    return { status: 'failed', code: 'not_found', message };
  }
  const { reference, refundId } = input;
  const answer = await ask(access, context, {
    method: 'POST',
    path: `/v2/payments/captures/${encodeURIComponent(reference)}/refund`,
    key: context.idempotencyKey,
    // PayPal takes an invoice id once: a second safety after its keys are forgotten.
    body: { amount, custom_id: refundId, invoice_id: refundId },
  });
  if (answer.ok) {
    const { body, status } = answer;
    const anew =
      status === 201 ? null : await findRefund(access, context, textIn(body, 'id') ?? '');
    return readRefund(anew ?? body, input, context.now());
  }
  const { issue } = answer.error;
  if (issue === 'DUPLICATE_INVOICE_ID') {
    const held = await lookupRefund(access, input, context);
    if (held !== null) return held;
    throw new Error('PayPal made this refund before and does not say as what.');
  }
  const failure = failureOf(answer.error);
  return conflicts.includes(issue) ? { ...failure, code: 'conflict' } : failure;
}

function findRefund(access: PayPalAccess, context: PluginContext, id: string): Promise<Obj | null> {
  return find(access, context, `/v2/payments/refunds/${encodeURIComponent(id)}`);
}

/** A refund's id in an event, where it is of a capture. */
function refundIdIn(event: Obj, capture: string): string | null {
  if (event['resource_type'] !== 'refund') return null;
  const resource = objectIn(event, 'resource');
  return linkIn(resource, 'up')?.endsWith(`/captures/${capture}`) ? textIn(resource, 'id') : null;
}

/** Refunds of a capture, also those made in PayPal's dashboard, each as it is now. */
export async function refundsOf(
  access: PayPalAccess,
  context: PluginContext,
  capture: Obj,
): Promise<readonly Obj[]> {
  const orderId = orderIdOf(capture);
  const order = orderId === null ? null : await findOrder(access, context, orderId);
  const ids = new Set<string>();
  if (order !== null) {
    for (const row of listIn(objectIn(unitOf(order), 'payments'), 'refunds')) {
      ids.add(need(textIn(row, 'id'), "a refund's id"));
    }
  } else {
    const captureId = need(textIn(capture, 'id'), "a capture's id");
    for await (const event of eventsOf(access, context, searchSpan(access, context))) {
      const id = refundIdIn(event, captureId);
      if (id !== null) ids.add(id);
    }
  }
  const rows: Obj[] = [];
  for (const id of ids) {
    const row = await findRefund(access, context, id);
    if (row !== null) rows.push(row);
  }
  return rows;
}

/** What PayPal holds for a refund, or null when it never heard of it. */
export async function lookupRefund(
  access: PayPalAccess,
  input: GatewayRefund,
  context: PluginContext,
): Promise<RefundRecord | null> {
  const capture = await captureOf(access, input, context);
  if (capture === null) return null;
  const rows = await refundsOf(access, context, capture);
  const own = rows.find((row) => textIn(row, 'custom_id') === input.refundId);
  return own === undefined ? null : readRefund(own, input, context.now());
}
