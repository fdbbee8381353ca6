import type {
  ChargeQuery,
  ChargeRecord,
  Gateway,
  GatewayCharge,
} from '../../../src/ports/gateway.ts';
import type { PluginContext } from '../../../src/ports/plugin.ts';
import type { GatewayHarness } from '../../../src/testing/conformance/gateway-scene.ts';
import type { Payer, TwoCheckoutTarget } from './index.ts';
import { holders } from './orders.ts';
import { pageIn, type TwoCheckoutShop } from './shop.ts';

/** How a client of the suite pays, in the data of a charge; without it nobody is at the page. */
const payerOf = (data: GatewayCharge['data']): Payer | undefined =>
  data['payer'] as Payer | undefined;

/** The client goes through the page as a browser does. @throws Error where it shows an error. */
async function pay(url: string, payer: Payer, context: PluginContext): Promise<void> {
  const { signal } = context;
  const opened = await context.fetch(url, { signal });
  const html = await opened.text();
  const cart = /name="cart" value="([^"]+)"/.exec(html)?.[1];
  if (cart === undefined) throw new Error(`The page says: ${html}`);
  const body = new URLSearchParams({
    cart,
    method: payer === 'wire' ? 'WIRE' : 'CC',
    holder: payer === 'wire' ? '' : holders[payer],
    number: '4111 1111 1111 1111',
    expiry: '12 / 34',
    cvv: '123',
  });
  const action = new URL('/checkout/order', url);
  const left = await context.fetch(action, { method: 'POST', body, signal, redirect: 'manual' });
  if (left.status !== 303 && left.status !== 200) throw new Error(`The page says ${left.status}.`);
}

/**
 * The gateway as an engine and a client drive it: the client goes through the page at once, and a
 * charge whose end is not known is read, never started again (its idempotency is `none`).
 */
function withClient(shop: TwoCheckoutShop): Gateway {
  const { gateway } = shop;
  const links = new Map<string, string>();
  const underWay = new Map<string, Promise<void>>();
  const begin = async (input: GatewayCharge, payer: Payer, context: PluginContext) => {
    const record = await gateway.start(input, context);
    links.set(input.chargeId, record.status === 'failed' ? '' : record.reference);
    await pay(pageIn(record), payer, context);
  };
  const look = (input: ChargeQuery, context: PluginContext): Promise<ChargeRecord | null> =>
    gateway.lookup(input, context);
  return {
    ...gateway,
    start: async (input, context) => {
      const { amount, chargeId } = input;
      const payer = payerOf(input.data);
      if (payer === undefined) return gateway.start(input, context);
      const held = links.has(chargeId) ? await look({ amount, chargeId }, context) : null;
      if (held !== null) return held;
      const run = underWay.get(chargeId) ?? begin(input, payer, context);
      underWay.set(chargeId, run);
      await run.finally(() => underWay.delete(chargeId));
      const reference = links.get(chargeId) ?? '';
      const record = await look({ amount, chargeId, reference }, context);
      if (record === null) throw new Error('The page made no order.');
      return record;
    },
  };
}

const targets: Readonly<Record<Parameters<GatewayHarness['disturb']>[0], TwoCheckoutTarget>> = {
  charge: 'page',
  lookup: 'read',
  void: 'read',
  refund: 'refund',
  refund_lookup: 'read',
};

/** The suite's harness over a fake 2Checkout. */
export function harnessOf(shop: TwoCheckoutShop): GatewayHarness {
  const { vendor } = shop;
  const data = (payer: Payer) => async () => ({ payer });
  // Yen have no hundredths, and dinars have thousandths.
  const scaled = (currency: string | undefined, hundredths: bigint): bigint =>
    currency === 'JPY' ? hundredths / 100n : currency === 'KWD' ? hundredths * 10n : hundredths;
  return {
    fetch: shop.fetch,
    now: shop.now,
    gateway: withClient(shop),
    approve: data('approved'),
    decline: data('fraud'),
    late: data('wire'),
    challenge: async () => ({}),
    held: async (chargeId) => {
      const orders = vendor.orders(chargeId).filter(({ status }) => status !== 'CANCELED');
      const paid = orders.filter(({ status }) => status === 'COMPLETE' || status === 'REFUND');
      const sum = paid.reduce((total, { amount }) => total + amount, 0n);
      return { count: orders.length, captured: scaled(paid[0]?.currency, sum) };
    },
    disturb: async (target, fault) => vendor.disturb(targets[target], fault),
    refunded: async (chargeId) => {
      const refunds = vendor.orders(chargeId).flatMap((order) => order.refunds);
      const made = refunds.filter(({ status }) => status !== 'REJECTED');
      return { count: made.length, amount: made.reduce((sum, { amount }) => sum + amount, 0n) };
    },
    settle: async (chargeId) => vendor.settle(chargeId),
    finish: async (action, how) => {
      const payer = how === 'approve' ? 'approved' : 'declined';
      await pay(
        pageIn({ status: 'pending', reference: '', action }),
        payer,
        shop.context('client'),
      );
    },
    notification: async (chargeId) => {
      const request = vendor.ipn(chargeId);
      return { body: await request.text(), headers: Object.fromEntries(request.headers) };
    },
    sent: async () => vendor.sent(),
    forged: async (chargeId, how) => (how === 'account' ? null : vendor.ipn(chargeId, how)),
    falsify: async (chargeId, what) => vendor.falsify(chargeId, what),
    refundThere: async (chargeId, amount) => void vendor.refundThere(chargeId, amount),
    returnRefund: async (refundId) => vendor.endRefund(refundId, 'REJECTED'),
    dispute: async (chargeId, to) => {
      const states = { open: 'OPEN', won: 'WON', lost: 'LOST' } as const;
      vendor.chargeback(chargeId, states[to]);
    },
    amounts: [
      { amount: 1n, currency: 'EUR' },
      { amount: 1200n, currency: 'JPY' },
      { amount: 12_340n, currency: 'KWD' },
      { amount: 99_999_999_999n, currency: 'EUR' },
    ],
  };
}
