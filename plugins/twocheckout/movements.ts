import type { GatewayMovement, MovementQuery } from '../../src/ports/gateway.ts';
import type { PluginContext } from '../../src/ports/plugin.ts';
import { listOrders, stamp, type TwoCheckoutAccess } from './api.ts';
import { findOrder } from './charge.ts';
import { listIn, type Obj, textIn } from './json.ts';
import { amountIn } from './money.ts';
import { checkOwner, currencyOf, isOfMode, refNoOf, stateOf } from './order.ts';
import { refundIdOf, refundReference, refundState } from './refund.ts';

const day = 24 * 3600_000;
/** For so many days after an order money may go back: refunds for 90, chargebacks for longer. */
const lookbackDays = 180;

const disputeStates: Readonly<Record<string, GatewayMovement['state']>> = {
  OPEN: 'pending',
  LOST: 'done',
  ACCEPTED: 'done',
  WON: 'failed',
};

/** The first field that has an instant, by UTC. @throws Error where none has. */
function instantIn(value: Obj, ...fields: readonly string[]): Date {
  for (const field of fields) {
    const text = textIn(value, field);
    const at = text === null ? null : new Date(`${text.replace(' ', 'T')}Z`);
    if (at !== null && !Number.isNaN(at.getTime())) return at;
  }
  throw new Error(`2Checkout wrote no instant as ${fields.join(' or ')}.`);
}

/** Payment, refunds and dispute of an order that was paid; a decline moves nothing. */
function movementsOf(order: Obj): readonly GatewayMovement[] {
  if (stateOf(order) !== 'paid') return [];
  const chargeReference = refNoOf(order);
  const currency = currencyOf(order);
  const at = instantIn(order, 'FinishDate', 'OrderDate');
  const shared = {
    chargeReference,
    chargeId: textIn(order, 'ExternalReference'),
    refundId: null,
    fee: null,
  };
  const amount = amountIn(order, 'GrossPrice', currency);
  const payment = { ...shared, kind: 'payment', reference: chargeReference, amount, at } as const;
  const refunds = listIn(order, 'Refunds').map((refund): GatewayMovement => {
    const reason = textIn(refund, 'Reason');
    return {
      ...shared,
      kind: 'refund',
      reference: refundReference(refund),
      refundId: refundIdOf(refund),
      amount: amountIn(refund, 'Amount', currency),
      state: refundState(refund),
      at: instantIn(refund, 'Date'),
      ...(reason === null ? {} : { reason }),
    };
  });
  return [{ ...payment, state: 'done' }, ...refunds, ...disputeOf(order, { ...payment })];
}

function disputeOf(
  order: Obj,
  payment: Omit<GatewayMovement, 'state' | 'kind'>,
): readonly GatewayMovement[] {
  const state = disputeStates[textIn(order, 'ChargebackResolution') ?? 'NONE'];
  if (state === undefined) return [];
  const reason = textIn(order, 'ChargebackReasonCode');
  // An order has one chargeback, and it has no number and no date of its own.
  const reference = `${payment.reference}:chargeback`;
  const known = reason === null ? {} : { reason };
  return [{ ...payment, ...known, kind: 'dispute', reference, state }];
}

/**
 * Payments, refunds and disputes of a charge, or those of a span; oldest first. 2Checkout does not
 * say when a chargeback came: it is told of with every span after its order.
 */
export async function movements(
  access: TwoCheckoutAccess,
  query: MovementQuery,
  context: PluginContext,
): Promise<readonly GatewayMovement[]> {
  if ('chargeId' in query) {
    const order = await findOrder(access, query, context);
    if (order === null) return [];
    checkOwner(order, access);
    return movementsOf(order);
  }
  const { from, until } = query;
  const orders = await listOrders(access, context, {
    StartDate: stamp(new Date(from.getTime() - lookbackDays * day)).slice(0, 10),
    EndDate: stamp(until).slice(0, 10),
  });
  return orders
    .filter((order) => isOfMode(order, access))
    .flatMap(movementsOf)
    .filter(({ at, kind }) => (kind === 'dispute' || at >= from) && at < until)
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}
