import { amountOf, feeOf, hundredths } from './amounts.ts';
import {
  type Capture,
  type Dispute,
  instant,
  type Json,
  type JsonObject,
  type Order,
  type PaymentToken,
  type Refund,
  type SetupToken,
  type World,
} from './state.ts';

/** Who pays at the fake. */
export const payer = { id: 'QYR5Z8XDVJNXQ', email: 'buyer@example.com' } as const;

interface Link {
  readonly href: string;
  readonly rel: string;
  readonly method: string;
  readonly [key: string]: Json;
}

/** A link of an answer. */
export function link(world: World, rel: string, path: string, method = 'GET'): Link {
  return { href: `${world.publicUrl}${path}`, rel, method };
}

/** Where the payer approves an order. */
export function orderPage(world: World, id: string): string {
  return `${world.publicUrl}/checkoutnow?token=${id}`;
}

const optional = (name: string, value: Json | null): JsonObject =>
  value === null ? {} : { [name]: value };

/** The parts of a capture that are refunded, in hundredths. */
export function refundedOf(world: World, capture: Capture): bigint {
  return capture.refundIds
    .map((id) => world.state.refunds.get(id))
    .filter((refund) => refund !== undefined && refund.status !== 'FAILED')
    .reduce((sum, refund) => sum + (refund === undefined ? 0n : hundredths(refund.amount)), 0n);
}

function captureStatus(world: World, capture: Capture, order: Order): string {
  if (capture.status !== 'COMPLETED') return capture.status;
  const refunded = refundedOf(world, capture);
  if (refunded === 0n) return 'COMPLETED';
  return refunded < hundredths(order.amount) ? 'PARTIALLY_REFUNDED' : 'REFUNDED';
}

/** The order of a capture. */
export function orderOf(world: World, capture: Capture): Order {
  const order = world.state.orders.get(capture.orderId);
  if (order === undefined) throw new Error('A capture has an order.');
  return order;
}

/** A capture as it stands within its order. */
function captureInOrder(world: World, capture: Capture): JsonObject {
  const order = orderOf(world, capture);
  const fee = feeOf(order.amount);
  const net = amountOf(hundredths(order.amount) - hundredths(fee), order.amount.currency_code);
  const path = `/v2/payments/captures/${capture.id}`;
  const status = captureStatus(world, capture, order);
  return {
    id: capture.id,
    status,
    ...(status === 'PENDING' ? { status_details: { reason: 'PENDING_REVIEW' } } : {}),
    amount: { ...order.amount },
    final_capture: true,
    ...optional('custom_id', order.customId),
    ...optional('invoice_id', order.invoiceId),
    ...(capture.status === 'COMPLETED'
      ? {
          seller_receivable_breakdown: {
            gross_amount: { ...order.amount },
            paypal_fee: { ...fee },
            net_amount: { ...net },
          },
        }
      : {}),
    create_time: instant(capture.created),
    update_time: instant(capture.updated),
    links: [
      link(world, 'self', path),
      link(world, 'refund', `${path}/refund`, 'POST'),
      link(world, 'up', `/v2/checkout/orders/${order.id}`),
    ],
  };
}

/** A capture by itself. */
export function showCapture(world: World, capture: Capture): JsonObject {
  const { payee } = orderOf(world, capture);
  return {
    ...captureInOrder(world, capture),
    supplementary_data: { related_ids: { order_id: capture.orderId } },
    payee: { merchant_id: payee, email_address: 'seller@example.com' },
  };
}

/** A refund. */
export function showRefund(world: World, refund: Refund): JsonObject {
  const capture = world.state.captures.get(refund.captureId);
  if (capture === undefined) throw new Error('A refund has a capture.');
  const { currency_code } = refund.amount;
  const total = amountOf(refundedOf(world, capture), currency_code);
  return {
    id: refund.id,
    status: refund.status,
    ...(refund.status === 'PENDING' ? { status_details: { reason: 'ECHECK' } } : {}),
    amount: { ...refund.amount },
    ...optional('custom_id', refund.customId),
    ...optional('invoice_id', refund.invoiceId),
    seller_payable_breakdown: {
      gross_amount: { ...refund.amount },
      paypal_fee: { ...amountOf(0n, currency_code) },
      net_amount: { ...refund.amount },
      total_refunded_amount: { ...total },
    },
    create_time: instant(refund.created),
    update_time: instant(refund.updated),
    links: [
      link(world, 'self', `/v2/payments/refunds/${refund.id}`),
      link(world, 'up', `/v2/payments/captures/${refund.captureId}`),
    ],
  };
}

function sourceOf(world: World, order: Order): JsonObject {
  if (order.funding === null)
    return order.source === 'none' ? {} : { payment_source: { paypal: {} } };
  const token = order.tokenId === null ? undefined : world.state.tokens.get(order.tokenId);
  const vault =
    token === undefined || !order.save
      ? {}
      : {
          attributes: {
            vault: { id: token.id, status: 'VAULTED', customer: { id: token.customerId } },
          },
        };
  return {
    payment_source: {
      paypal: {
        email_address: payer.email,
        account_id: payer.id,
        account_status: 'VERIFIED',
        name: { given_name: 'Ada', surname: 'Lovelace' },
        ...vault,
      },
    },
  };
}

function orderLinks(world: World, order: Order): readonly Link[] {
  const path = `/v2/checkout/orders/${order.id}`;
  const self = link(world, 'self', path);
  const page = { href: orderPage(world, order.id), method: 'GET' };
  if (order.status === 'PAYER_ACTION_REQUIRED') return [self, { ...page, rel: 'payer-action' }];
  if (order.status === 'COMPLETED') return [self];
  const update = link(world, 'update', path, 'PATCH');
  const capture = link(world, 'capture', `${path}/capture`, 'POST');
  if (order.status === 'APPROVED') return [self, update, capture];
  return [self, { ...page, rel: 'approve' }, update, capture];
}

/** An order with what came of it. */
export function showOrder(world: World, order: Order): JsonObject {
  const capture = order.captureId === null ? null : world.state.captures.get(order.captureId);
  const refunds = (capture?.refundIds ?? []).flatMap((id) => {
    const refund = world.state.refunds.get(id);
    return refund === undefined ? [] : [showRefund(world, refund)];
  });
  const payments =
    capture == null
      ? {}
      : {
          payments: {
            captures: [captureInOrder(world, capture)],
            ...(refunds.length === 0 ? {} : { refunds }),
          },
        };
  return {
    id: order.id,
    intent: 'CAPTURE',
    status: order.status,
    ...sourceOf(world, order),
    purchase_units: [
      {
        reference_id: 'default',
        amount: { ...order.amount },
        payee: { merchant_id: order.payee, email_address: 'seller@example.com' },
        ...optional('custom_id', order.customId),
        ...optional('invoice_id', order.invoiceId),
        ...optional('description', order.description),
        ...payments,
      },
    ],
    ...(order.funding === null
      ? {}
      : { payer: { payer_id: payer.id, email_address: payer.email } }),
    create_time: instant(order.created),
    update_time: instant(order.updated),
    links: orderLinks(world, order),
  };
}

function wallet(description: string | null): JsonObject {
  return {
    paypal: {
      ...optional('description', description),
      email_address: payer.email,
      account_id: payer.id,
      usage_type: 'MERCHANT',
      customer_type: 'CONSUMER',
    },
  };
}

/** An account that is about to be kept. */
export function showSetup(world: World, setup: SetupToken): JsonObject {
  const path = `/v3/vault/setup-tokens/${setup.id}`;
  const page = `/agreements/approve?approval_session_id=${setup.id}`;
  const waits = setup.status === 'PAYER_ACTION_REQUIRED';
  return {
    id: setup.id,
    customer: { id: setup.customerId },
    status: setup.status,
    payment_source: wallet(setup.description),
    links: [
      link(world, 'self', path),
      waits
        ? link(world, 'approve', page)
        : link(world, 'confirm', '/v3/vault/payment-tokens', 'POST'),
    ],
  };
}

/** A kept account. */
export function showToken(world: World, token: PaymentToken): JsonObject {
  const path = `/v3/vault/payment-tokens/${token.id}`;
  return {
    id: token.id,
    customer: { id: token.customerId },
    payment_source: wallet(token.description),
    links: [link(world, 'self', path), link(world, 'delete', path, 'DELETE')],
  };
}

/** A dispute, in short as lists have it or with all that is known. */
export function showDispute(world: World, dispute: Dispute, whole: boolean): JsonObject {
  const capture = world.state.captures.get(dispute.captureId);
  if (capture === undefined) throw new Error('A dispute has a capture.');
  const order = orderOf(world, capture);
  const lost = dispute.outcome === 'RESOLVED_BUYER_FAVOUR';
  const outcome =
    dispute.outcome === null
      ? {}
      : {
          dispute_outcome: {
            outcome_code: dispute.outcome,
            ...(lost ? { amount_refunded: { ...order.amount } } : {}),
          },
        };
  const details = {
    disputed_transactions: [
      {
        seller_transaction_id: capture.id,
        create_time: instant(capture.created),
        transaction_status: 'COMPLETED',
        gross_amount: { ...order.amount },
        ...optional('invoice_number', order.invoiceId),
        ...optional('custom', order.customId),
        seller: { merchant_id: order.payee },
      },
    ],
    ...outcome,
  };
  return {
    dispute_id: dispute.id,
    create_time: instant(dispute.created),
    update_time: instant(dispute.updated),
    ...(whole ? details : {}),
    reason: 'UNAUTHORISED',
    status: dispute.status,
    dispute_state: dispute.status === 'RESOLVED' ? 'RESOLVED' : 'REQUIRED_ACTION',
    dispute_amount: { ...order.amount },
    dispute_life_cycle_stage: 'CHARGEBACK',
    dispute_channel: 'INTERNAL',
    links: [link(world, 'self', `/v1/customer/disputes/${dispute.id}`)],
  };
}
