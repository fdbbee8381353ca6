import type Stripe from 'stripe';
import type { GatewayMovement, MovementQuery } from '../../src/ports/gateway.ts';
import type { PluginContext } from '../../src/ports/plugin.ts';
import { openStripe, type StripeAccess } from './api.ts';
import { feeFromStripe, fromStripe } from './client-money.ts';
import { idOf, included } from './intent.ts';
import type { FindIntentId } from './refund.ts';

type State = GatewayMovement['state'];
/** Which lists are read, as Stripe filters them. */
type Filter =
  | { readonly payment_intent: string }
  | { readonly created: { readonly gte: number; readonly lt: number } };

const at = (seconds: number): Date => new Date(seconds * 1000);

function readCharge(charge: Stripe.Charge): GatewayMovement | null {
  const intent = idOf(charge.payment_intent);
  // A decline moves nothing, and charges without an intent are not of our making.
  if (intent === null || charge.status === 'failed') return null;
  const balance = included(charge.balance_transaction);
  return {
    kind: 'payment',
    reference: intent,
    chargeReference: intent,
    chargeId: charge.metadata['charge'] ?? null,
    refundId: null,
    amount: fromStripe(charge.amount_captured, charge.currency),
    fee: balance === null ? null : feeFromStripe(balance.fee, balance.currency),
    state: charge.status === 'succeeded' ? 'done' : 'pending',
    at: at(charge.created),
  };
}

const refundStates: Readonly<Record<string, State>> = {
  succeeded: 'done',
  failed: 'failed',
  canceled: 'failed',
};

function readRefund(refund: Stripe.Refund): GatewayMovement | null {
  const intent = idOf(refund.payment_intent);
  if (intent === null) return null;
  const charge = included(refund.charge);
  const reason = refund.failure_reason ?? refund.reason;
  return {
    kind: 'refund',
    reference: refund.id,
    chargeReference: intent,
    chargeId: refund.metadata?.['charge'] ?? charge?.metadata['charge'] ?? null,
    refundId: refund.metadata?.['refund'] ?? null,
    amount: fromStripe(refund.amount, refund.currency),
    fee: null,
    state: refundStates[refund.status ?? ''] ?? 'pending',
    at: at(refund.created),
    ...(reason === null ? {} : { reason }),
  };
}

const disputeStates: Readonly<Record<string, State>> = {
  lost: 'done',
  won: 'failed',
  prevented: 'failed',
};

function readDispute(dispute: Stripe.Dispute): GatewayMovement | null {
  const intent = idOf(dispute.payment_intent);
  // An inquiry moves no money; should it be escalated, its status says so.
  if (intent === null || dispute.status.startsWith('warning_')) return null;
  const charge = included(dispute.charge);
  const fees = dispute.balance_transactions.map(({ fee, currency }) => fromStripe(fee, currency));
  const first = fees[0];
  const sum = fees.reduce((total, { amount }) => total + amount, 0n);
  return {
    kind: 'dispute',
    reference: dispute.id,
    chargeReference: intent,
    chargeId: charge?.metadata['charge'] ?? null,
    refundId: null,
    amount: fromStripe(dispute.amount, dispute.currency),
    fee: first === undefined ? null : { amount: sum, currency: first.currency },
    state: disputeStates[dispute.status] ?? 'pending',
    at: at(dispute.created),
    reason: dispute.reason,
  };
}

async function filterOf(
  query: MovementQuery,
  stripe: Stripe,
  intentIdOf: FindIntentId,
): Promise<Filter | null> {
  if ('from' in query) {
    const seconds = (date: Date): number => Math.ceil(date.getTime() / 1000);
    return { created: { gte: seconds(query.from), lt: seconds(query.until) } };
  }
  const intent = await intentIdOf(query.reference, stripe);
  return intent === null ? null : { payment_intent: intent };
}

/** `list.charges` filters by intent or by time, as do the others. */
async function collect<Row>(
  rows: AsyncIterable<Row>,
  read: (row: Row) => GatewayMovement | null,
): Promise<readonly GatewayMovement[]> {
  const found: GatewayMovement[] = [];
  for await (const row of rows) {
    const movement = read(row);
    if (movement !== null) found.push(movement);
  }
  return found;
}

/**
 * Payments, refunds and disputes of a charge, or those that began in a span; oldest first. A debit
 * is in the span in which it was asked for, whenever it settles.
 */
export async function movements(
  access: StripeAccess,
  query: MovementQuery,
  context: PluginContext,
  intentIdOf: FindIntentId,
): Promise<readonly GatewayMovement[]> {
  const stripe = openStripe(access, context);
  const filter = await filterOf(query, stripe, intentIdOf);
  if (filter === null) return [];
  const page = { ...filter, limit: 100 };
  const { charges, disputes, refunds } = stripe;
  const lists = [
    await collect(charges.list({ ...page, expand: ['data.balance_transaction'] }), readCharge),
    await collect(refunds.list({ ...page, expand: ['data.charge'] }), readRefund),
    await collect(disputes.list({ ...page, expand: ['data.charge'] }), readDispute),
  ];
  return lists.flat().sort((a, b) => a.at.getTime() - b.at.getTime());
}
