import { refusalOfLink } from './link.ts';
import { approveRefund, askRefund, complete, placeOrder } from './orders.ts';
import type { Order, Payer, World } from './state.ts';

/** What a test or a demonstration does to 2Checkout, or as a client there. */
export interface TwoCheckoutControls {
  /** Orders of a charge of ours, oldest first. */
  readonly orders: (chargeId: string) => readonly Order[];
  /** The client pays at a link, without a browser. @throws Error for a link that is refused. */
  readonly pay: (link: string, payer?: Payer) => Order;
  /** The money of a transfer comes. */
  readonly settle: (chargeId: string) => void;
  /** The review of frauds ends. */
  readonly review: (chargeId: string, to: 'APPROVED' | 'DENIED') => void;
  /** An order that waits is given up, or its authorization is. */
  readonly cancel: (chargeId: string, to?: 'CANCELED' | 'REVERSED') => void;
  /** The provider refunds in the control panel, in hundredths. */
  readonly refundThere: (chargeId: string, amount: bigint) => string;
  /** A refund of ours gets its end. */
  readonly endRefund: (refundId: string, to: 'APPROVED' | 'REJECTED') => void;
  /** The client's bank takes the money back, and it is won or lost. */
  readonly chargeback: (chargeId: string, to: 'OPEN' | 'WON' | 'LOST' | 'ACCEPTED') => void;
  /** The record of a charge becomes another. */
  readonly falsify: (
    chargeId: string,
    what: 'amount' | 'currency' | 'mode' | 'account' | 'charge',
  ) => void;
}

function newest(world: World, chargeId: string): Order {
  const orders = [...world.state.orders.values()];
  const order = orders.findLast((one) => one.externalReference === chargeId);
  if (order === undefined) throw new Error(`2Checkout holds no order of ${chargeId}.`);
  return order;
}

function falsify(world: World, order: Order, what: string): void {
  if (what === 'amount') order.amount += 1n;
  if (what === 'currency') order.currency = order.currency === 'USD' ? 'EUR' : 'USD';
  if (what === 'mode') order.test = !order.test;
  if (what === 'account') order.merchantCode = 'ANOTHER1';
  if (what === 'charge') {
    world.state.orders.set(order.refNo, { ...order, externalReference: 'another' });
  }
}

/** What tests and demonstrations may do. */
export function twoCheckoutControls(world: World): TwoCheckoutControls {
  return {
    orders: (chargeId) =>
      [...world.state.orders.values()].filter((one) => one.externalReference === chargeId),
    pay: (link, payer = 'approved') => {
      const query = new URL(link).searchParams;
      const refusal = refusalOfLink(world.account, query, world.time());
      if (refusal !== null) throw new Error(refusal);
      const cart = { id: world.number(), parameters: Object.fromEntries(query), refNo: null };
      return placeOrder(world, cart, payer);
    },
    settle: (chargeId) => {
      const order = newest(world, chargeId);
      world.emit(order, 'PAYMENT_RECEIVED');
      complete(world, order);
    },
    review: (chargeId, to) => {
      const order = newest(world, chargeId);
      if (to === 'APPROVED') return complete(world, order);
      Object.assign(order, { status: 'CANCELED', approve: 'REJECTED' });
      world.emit(order, 'CANCELED');
    },
    cancel: (chargeId, to = 'CANCELED') => {
      const order = newest(world, chargeId);
      order.status = to;
      world.emit(order, to);
    },
    refundThere: (chargeId, amount) => {
      const order = newest(world, chargeId);
      const input = { amount, comment: 'By the control panel', reason: 'Other' };
      const reference = askRefund(world, order, input);
      approveRefund(world, order, reference);
      return reference;
    },
    endRefund: (refundId, to) => {
      for (const order of world.state.orders.values()) {
        const refund = order.refunds.find(({ comment }) => comment.endsWith(refundId));
        if (refund === undefined) continue;
        if (to === 'APPROVED') return approveRefund(world, order, refund.reference);
        refund.status = 'REJECTED';
        if (order.status === 'REFUND') order.status = 'COMPLETE';
        world.emit(order, 'REFUND');
      }
    },
    chargeback: (chargeId, to) => {
      const order = newest(world, chargeId);
      order.chargeback = to;
      world.emit(order, 'COMPLETE', { CHARGEBACK_RESOLUTION: to });
    },
    falsify: (chargeId, what) => falsify(world, newest(world, chargeId), what),
  };
}
