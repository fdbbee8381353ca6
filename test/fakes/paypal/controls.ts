import { hundredths } from './amounts.ts';
import { approveOrder, settleCapture } from './orders.ts';
import { disputeCapture, endRefund, refundInDashboard } from './refunds.ts';
import type { Capture, Funding, Order, Refund, World } from './state.ts';
import { approveSetup, keepToken, removeToken } from './vault.ts';

/** What a test or a demonstration does to PayPal, or as a payer there. */
export interface PayPalControls {
  /** Orders of a charge of ours, whatever became of them. */
  readonly orders: (chargeId: string) => readonly Order[];
  /** What was captured of a charge of ours. */
  readonly captures: (chargeId: string) => readonly Capture[];
  /** Refunds of a charge of ours. */
  readonly refunds: (chargeId: string) => readonly Refund[];
  /** What was captured of a charge of ours, in hundredths. */
  readonly captured: (chargeId: string) => bigint;
  /** The payer approves on the page of an order or a setup. */
  readonly approve: (url: string, funding?: Funding) => void;
  /** An account that was kept earlier. */
  readonly keep: (funding?: Funding) => string;
  /** A payment under review is let go or refused. */
  readonly settle: (chargeId: string, to?: 'COMPLETED' | 'DECLINED') => void;
  /** The provider refunds in the dashboard; hundredths. */
  readonly refundThere: (chargeId: string, units: bigint) => Refund;
  /** A pending refund is done, or one that was done comes back; by its id or ours. */
  readonly endRefund: (refund: string, to: 'COMPLETED' | 'FAILED') => void;
  /** The payer wants the money back; it is won or lost. */
  readonly dispute: (chargeId: string, to: 'open' | 'won' | 'lost') => void;
  /** The payer takes the consent back. */
  readonly removeMethod: (token: string) => void;
  /** The order of a charge becomes another. */
  readonly falsify: (chargeId: string, what: 'amount' | 'currency' | 'account' | 'charge') => void;
  /** The API no longer gives the orders of a charge. */
  readonly forget: (chargeId: string) => void;
  /** Access tokens end before their time. */
  readonly endTokens: () => void;
}

/** A charge is named by the end of an order's `custom_id`, for marks may stand before it. */
const isOf = (order: Order, chargeId: string): boolean =>
  order.customId === chargeId || (order.customId?.endsWith(`:${chargeId}`) ?? false);

function falsify(order: Order, what: 'amount' | 'currency' | 'account' | 'charge'): void {
  const { currency_code, value } = order.amount;
  if (what === 'amount') order.amount = { currency_code, value: `1${value}` };
  if (what === 'currency') {
    order.amount = { currency_code: currency_code === 'USD' ? 'EUR' : 'USD', value };
  }
  if (what === 'account') order.payee = 'ANQTHERSELLER';
  if (what === 'charge') order.customId = 'another';
}

/** What tests and demonstrations may do. */
export function payPalControls(world: World): PayPalControls {
  const { state } = world;
  const orders = (chargeId: string): readonly Order[] =>
    [...state.orders.values()].filter((order) => isOf(order, chargeId));
  const captures = (chargeId: string): readonly Capture[] =>
    orders(chargeId).flatMap(({ captureId }) => state.captures.get(captureId ?? '') ?? []);
  const captureOf = (chargeId: string): Capture => {
    const [capture] = captures(chargeId);
    if (capture === undefined) throw new Error(`Nothing was captured of ${chargeId}.`);
    return capture;
  };
  const refunds = (chargeId: string): readonly Refund[] =>
    captures(chargeId).flatMap(({ refundIds }) =>
      refundIds.flatMap((id) => state.refunds.get(id) ?? []),
    );
  return {
    orders,
    captures,
    refunds,
    captured: (chargeId) =>
      orders(chargeId)
        .filter(({ captureId }) => state.captures.get(captureId ?? '')?.status === 'COMPLETED')
        .reduce((sum, { amount }) => sum + hundredths(amount), 0n),
    approve: (url, funding = 'balance') => {
      const { searchParams } = new URL(url);
      const order = searchParams.get('token');
      if (order !== null) approveOrder(world, order, funding);
      else approveSetup(world, searchParams.get('approval_session_id') ?? '', funding);
    },
    keep: (funding = 'balance') => {
      const customerId = `c${world.id().toLowerCase()}`;
      return keepToken(world, { customerId, description: null, orderId: null, funding }).id;
    },
    settle: (chargeId, to = 'COMPLETED') => settleCapture(world, captureOf(chargeId), to),
    refundThere: (chargeId, units) => refundInDashboard(world, captureOf(chargeId), units),
    endRefund: (name, to) => {
      const all = [...state.refunds.values()];
      const found = all.find(({ id, customId }) => id === name || customId === name);
      endRefund(world, found?.id ?? name, to);
    },
    dispute: (chargeId, to) => void disputeCapture(world, captureOf(chargeId), to),
    removeMethod: (token) => removeToken(world, token),
    falsify: (chargeId, what) => {
      for (const order of orders(chargeId)) falsify(order, what);
    },
    forget: (chargeId) => {
      for (const { id } of orders(chargeId)) state.forgotten.add(id);
    },
    endTokens: () => state.access.clear(),
  };
}
