import type { GatewayMovement, MovementQuery } from '../../src/ports/gateway.ts';
import type { PluginContext } from '../../src/ports/plugin.ts';
import { ask, find, type PayPalAccess } from './api.ts';
import { eventsOf, findByReference, findCapture } from './find.ts';
import { instantIn, linkIn, listIn, need, type Obj, objectIn, textIn } from './json.ts';
import { fromPayPal } from './money.ts';
import { captureOf, ownerOf } from './order.ts';
import { refundsOf } from './refund.ts';

type State = GatewayMovement['state'];

const idOf = (row: Obj): string => need(textIn(row, 'id'), 'an id');

const captureStates: Readonly<Record<string, State>> = {
  COMPLETED: 'done',
  PARTIALLY_REFUNDED: 'done',
  REFUNDED: 'done',
  PENDING: 'pending',
};

function readPayment(capture: Obj): GatewayMovement | null {
  const state = captureStates[textIn(capture, 'status') ?? ''];
  // A decline moves nothing.
  if (state === undefined) return null;
  const reference = idOf(capture);
  const customId = textIn(capture, 'custom_id');
  const fee = objectIn(capture, 'seller_receivable_breakdown', 'paypal_fee');
  return {
    kind: 'payment',
    reference,
    chargeReference: reference,
    chargeId: customId === null ? null : ownerOf(customId).chargeId,
    refundId: null,
    amount: fromPayPal(objectIn(capture, 'amount')),
    fee: textIn(fee, 'value') === null ? null : fromPayPal(fee),
    state,
    at: instantIn(capture, 'create_time'),
  };
}

const refundStates: Readonly<Record<string, State>> = {
  COMPLETED: 'done',
  FAILED: 'failed',
  CANCELLED: 'failed',
};

/** The capture that a refund is of, by its link. */
export function refundedCapture(refund: Obj): string | null {
  const link = linkIn(refund, 'up');
  return link === null ? null : (/\/captures\/([A-Z0-9]+)$/.exec(link)?.[1] ?? null);
}

/** Ours has its own id in both fields; one of the dashboard may get those of its charge. */
function refundIdIn(refund: Obj, capture: Obj): string | null {
  const customId = textIn(refund, 'custom_id');
  const isOurs = customId === textIn(refund, 'invoice_id');
  return isOurs && customId !== textIn(capture, 'custom_id') ? customId : null;
}

function readRefund(refund: Obj, capture: Obj): GatewayMovement {
  const chargeId = textIn(capture, 'custom_id');
  const reason = textIn(objectIn(refund, 'status_details'), 'reason');
  return {
    kind: 'refund',
    reference: idOf(refund),
    chargeReference: idOf(capture),
    chargeId: chargeId === null ? null : ownerOf(chargeId).chargeId,
    refundId: refundIdIn(refund, capture),
    amount: fromPayPal(objectIn(refund, 'amount')),
    fee: null,
    state: refundStates[textIn(refund, 'status') ?? ''] ?? 'pending',
    at: instantIn(refund, 'create_time'),
    ...(reason === null ? {} : { reason }),
  };
}

/** Ends of a dispute by which the money is not taken. */
const won = [
  'RESOLVED_SELLER_FAVOUR',
  'RESOLVED_WITH_PAYOUT',
  'CANCELED_BY_BUYER',
  'DENIED',
  'NONE',
];

function readDispute(dispute: Obj, capture: Obj): GatewayMovement {
  const chargeId = textIn(capture, 'custom_id');
  const outcome = textIn(objectIn(dispute, 'dispute_outcome'), 'outcome_code');
  const resolved = textIn(dispute, 'status') === 'RESOLVED';
  const taken = objectIn(dispute, 'dispute_outcome', 'amount_refunded');
  const lost = resolved && outcome !== null && !won.includes(outcome);
  const hasTaken = lost && textIn(taken, 'value') !== null;
  const reason = textIn(dispute, 'reason');
  return {
    kind: 'dispute',
    reference: need(textIn(dispute, 'dispute_id'), "a dispute's id"),
    chargeReference: idOf(capture),
    chargeId: chargeId === null ? null : ownerOf(chargeId).chargeId,
    refundId: null,
    amount: fromPayPal(hasTaken ? taken : objectIn(dispute, 'dispute_amount')),
    fee: null,
    state: lost ? 'done' : resolved ? 'failed' : 'pending',
    at: instantIn(dispute, 'create_time'),
    ...(reason === null ? {} : { reason }),
  };
}

/** A dispute with how it ended, which its list leaves out. */
async function wholeDispute(access: PayPalAccess, context: PluginContext, row: Obj): Promise<Obj> {
  const id = need(textIn(row, 'dispute_id'), "a dispute's id");
  return (await find(access, context, `/v1/customer/disputes/${encodeURIComponent(id)}`)) ?? row;
}

async function disputesOf(
  access: PayPalAccess,
  context: PluginContext,
  capture: Obj,
): Promise<readonly GatewayMovement[]> {
  const query = new URLSearchParams({ disputed_transaction_id: idOf(capture) });
  const path = `/v1/customer/disputes?${query}`;
  const answer = await ask(access, context, { method: 'GET', path });
  if (!answer.ok) {
    const { issue, status } = answer.error;
    if (status === 404) return [];
    if (status !== 403) throw new Error(`PayPal answered ${status} ${issue}.`);
    // Refunds are still to be booked where the operator did not turn disputes on.
    context.log("PayPal's app lacks its feature Disputes: disputes are not read.");
    return [];
  }
  const found: GatewayMovement[] = [];
  for (const row of listIn(answer.body, 'items')) {
    found.push(readDispute(await wholeDispute(access, context, row), capture));
  }
  return found;
}

/** What a charge's reference is a capture of; null while nothing is captured. */
async function captureBy(
  access: PayPalAccess,
  context: PluginContext,
  reference: string,
): Promise<Obj | null> {
  const capture = await findCapture(access, context, reference);
  if (capture !== null) return capture;
  const held = await findByReference(access, context, reference);
  const inside = held?.kind === 'order' ? captureOf(held.order) : null;
  return inside === null ? null : findCapture(access, context, idOf(inside));
}

async function ofCharge(
  access: PayPalAccess,
  reference: string,
  context: PluginContext,
): Promise<readonly GatewayMovement[]> {
  const capture = await captureBy(access, context, reference);
  if (capture === null) return [];
  const payment = readPayment(capture);
  const refunds = await refundsOf(access, context, capture);
  return [
    ...(payment === null ? [] : [payment]),
    ...refunds.map((row) => readRefund(row, capture)),
    ...(await disputesOf(access, context, capture)),
  ];
}

/** Captures that something happened to in a span, by the events of it. */
async function capturesIn(
  access: PayPalAccess,
  span: { readonly from: Date; readonly until: Date },
  context: PluginContext,
): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for await (const event of eventsOf(access, context, span)) {
    const resource = objectIn(event, 'resource');
    const [disputed = {}] = listIn(resource, 'disputed_transactions');
    const type = event['resource_type'];
    const id =
      type === 'capture'
        ? textIn(resource, 'id')
        : type === 'refund'
          ? refundedCapture(resource)
          : textIn(disputed, 'seller_transaction_id');
    if (id !== null) ids.add(id);
  }
  return ids;
}

/**
 * Payments, refunds and disputes of a charge, or those that began in a span; oldest first. A span
 * is read from PayPal's list of events, which it keeps for 30 days.
 */
export async function movements(
  access: PayPalAccess,
  query: MovementQuery,
  context: PluginContext,
): Promise<readonly GatewayMovement[]> {
  const found: GatewayMovement[] = [];
  if ('from' in query) {
    for (const id of await capturesIn(access, query, context)) {
      const list = await ofCharge(access, id, context);
      found.push(...list.filter(({ at }) => at >= query.from && at < query.until));
    }
  } else {
    found.push(...(await ofCharge(access, query.reference, context)));
  }
  return found.sort((a, b) => a.at.getTime() - b.at.getTime());
}
