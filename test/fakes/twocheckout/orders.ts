import { TwoCheckoutFault } from './faults.ts';
import { stampOf } from './sign.ts';
import { type Cart, decimal, type Json, type Order, type Payer, type World } from './state.ts';

/** What the holder's name on the page comes to. */
export const holders: Readonly<Record<Exclude<Payer, 'wire'>, string>> = {
  approved: 'John Doe',
  declined: 'Mike Doe',
  fraud: 'Red Doe',
  review: 'Ann Doe',
};

function newOrder(world: World, cart: Cart, payer: Payer): Order {
  const of = (name: string): string => cart.parameters[name] ?? '';
  const [whole = '', fraction = ''] = of('price').split('.');
  const order: Order = {
    refNo: world.number(),
    externalReference: of('order-ext-ref'),
    customerReference: of('customer-ext-ref'),
    product: of('prod'),
    line: world.chance().slice(0, 16),
    name: of('name'),
    email: of('email'),
    placedAt: world.time(),
    method: payer === 'wire' ? 'WIRE' : 'CC',
    status: 'PENDING',
    approve: 'WAITING',
    amount: BigInt(`${whole}${fraction.padEnd(2, '0')}`),
    currency: of('currency'),
    merchantCode: world.account.merchantCode,
    test: of('test') === '1',
    finishedAt: null,
    errors: null,
    chargeback: 'NONE',
    refunds: [],
  };
  world.state.orders.set(order.refNo, order);
  cart.refNo = order.refNo;
  return order;
}

/** The money came, and nothing stands against it. */
export function complete(world: World, order: Order): void {
  Object.assign(order, { status: 'COMPLETE', approve: 'OK', finishedAt: world.time() });
  world.emit(order, 'COMPLETE');
}

/** The client sent a cart's page; twice is once, unless it was declined. */
export function placeOrder(world: World, cart: Cart, payer: Payer): Order {
  const known = world.state.orders.get(cart.refNo ?? '');
  if (known !== undefined && known.errors === null) return known;
  const order = known ?? newOrder(world, cart, payer);
  order.errors = null;
  world.emit(order, 'PENDING');
  if (payer === 'wire') return order;
  if (payer === 'declined') {
    order.errors = { INSUFFICIENT_FUNDS: 'The bank has declined: insufficient funds.' };
    return order;
  }
  if (payer === 'fraud') {
    Object.assign(order, { status: 'CANCELED', approve: 'REJECTED' });
    world.emit(order, 'CANCELED');
    return order;
  }
  order.status = 'AUTHRECEIVED';
  if (payer === 'review') world.emit(order, 'PENDING_APPROVAL');
  else {
    order.approve = 'OK';
    world.emit(order, 'PAYMENT_AUTHORIZED');
    complete(world, order);
  }
  return order;
}

const back = ({ refunds }: Order): bigint =>
  refunds
    .filter(({ status }) => status !== 'REJECTED')
    .reduce((sum, { amount }) => sum + amount, 0n);

/** A refund is approved, and its money moves. */
export function approveRefund(world: World, order: Order, reference: string): void {
  const refund = order.refunds.find((one) => one.reference === reference);
  if (refund === undefined || refund.status !== 'PENDING') return;
  refund.status = 'APPROVED';
  if (back(order) === order.amount) order.status = 'REFUND';
  world.emit(order, 'REFUND', { IPN_TOTALGENERAL: decimal(-refund.amount) });
}

const reasons = ['Other', 'Duplicate purchase', 'Fraud', 'Customer request'];
const quarter = 90 * 24 * 3600_000;

function refuse(message: string): never {
  throw new TwoCheckoutFault(400, 'REFUND_ERROR', message);
}

/** A refund is asked for; 2Checkout looks at it later. @throws TwoCheckoutFault. */
export function askRefund(
  world: World,
  order: Order,
  input: { readonly amount: bigint; readonly comment: string; readonly reason: string },
): string {
  const { amount, comment, reason } = input;
  if (order.status === 'REFUND') refuse('You have already placed a Total refund for this order.');
  if (order.status !== 'COMPLETE') {
    refuse("You cannot place a refund request due to the order's current status.");
  }
  if (order.refunds.some(({ status }) => status === 'PENDING')) {
    refuse('You already have a pending refund request.');
  }
  if (world.time() - order.placedAt > quarter) {
    refuse('The allowed period to request a new refund for this order has expired.');
  }
  if (!reasons.includes(reason)) refuse('The refund reason is not one of the account.');
  if (back(order) + amount > order.amount) {
    refuse('The maximum refundable amount for this order has been exceeded.');
  }
  const reference = world.number();
  order.refunds.push({ reference, amount, comment, reason, at: world.time(), status: 'PENDING' });
  return reference;
}

/** An order as the API shows it. */
export function viewOf(world: World, order: Order): Json {
  const price = Number(decimal(order.amount));
  return {
    RefNo: order.refNo,
    OrderNo: 0,
    ExternalReference: order.externalReference,
    ExternalCustomerReference: order.customerReference,
    Status: order.status,
    ApproveStatus: order.approve,
    VendorApproveStatus: 'OK',
    MerchantCode: order.merchantCode,
    TestOrder: order.test,
    OrderDate: stampOf(order.placedAt),
    FinishDate: order.finishedAt === null ? null : stampOf(order.finishedAt),
    Origin: 'WEB',
    ChargebackResolution: order.chargeback,
    ChargebackReasonCode: order.chargeback === 'NONE' ? null : 'FRAUD',
    BillingDetails: { Email: order.email, FirstName: order.name, LastName: '' },
    PaymentDetails: {
      Type: order.test ? 'TEST' : order.method,
      Currency: order.currency.toLowerCase(),
      PaymentMethod:
        order.method === 'CC'
          ? { FirstDigits: '4111', LastDigits: '1111', CardType: 'visa' }
          : { InternalType: 'WIRE' },
    },
    Errors: order.errors,
    Items: [
      {
        LineItemReference: order.line,
        Code: null,
        Quantity: 1,
        PurchaseType: 'PRODUCT',
        ProductDetails: { Name: order.product, Tangible: false, IsDynamic: true },
        Price: { GrossPrice: price, Currency: order.currency.toLowerCase() },
      },
    ],
    Refunds: order.refunds.map((refund) => ({
      RefundReference: refund.reference,
      Amount: Number(decimal(refund.amount)),
      Currency: order.currency.toLowerCase(),
      Comment: refund.comment,
      Reason: refund.reason,
      Status: refund.status,
      Date: stampOf(refund.at),
    })),
    Currency: order.currency.toLowerCase(),
    NetPrice: price,
    GrossPrice: price,
    VAT: 0,
    FxRate: 1,
    FxMarkup: 0,
    PayoutCurrency: world.account.live ? 'EUR' : 'USD',
  };
}
