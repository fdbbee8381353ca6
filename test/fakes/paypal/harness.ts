import type {
  ChargeQuery,
  ChargeRecord,
  Gateway,
  GatewayCharge,
  GatewaySetup,
} from '../../../src/ports/gateway.ts';
import type { PluginContext } from '../../../src/ports/plugin.ts';
import type { VendorFault } from '../../../src/testing/conformance/context.ts';
import type { GatewayHarness } from '../../../src/testing/conformance/gateway-scene.ts';
import { hundredths } from './amounts.ts';
import type { Funding, PayPalTarget } from './index.ts';
import { type PayPalShop, pageIn } from './shop.ts';

/** How a payer of the suite pays, in the data of a charge; without it nobody is at the page. */
const fundingOf = (data: GatewayCharge['data']): Funding | undefined =>
  data['payer'] as Funding | undefined;

/**
 * The gateway as an engine and a payer drive it: the payer goes through PayPal's page at once, and
 * what waits for a step is read by `resume`.
 */
function withPayer(shop: PayPalShop): Gateway {
  const { gateway, paypal } = shop;
  const waiting = new Set<string>();
  const resume = (input: ChargeQuery, context: PluginContext): Promise<ChargeRecord> => {
    if (gateway.resume === undefined) throw new Error('The gateway goes on after a step.');
    return gateway.resume(input, context);
  };
  return {
    ...gateway,
    start: async (input: GatewayCharge, context: PluginContext) => {
      const record = await gateway.start(input, context);
      const funding = fundingOf(input.data);
      if (record.status !== 'pending' || record.action === undefined) return record;
      if (funding === undefined) {
        waiting.add(input.chargeId);
        return record;
      }
      paypal.approve(pageIn(record), funding);
      const { amount, chargeId } = input;
      return resume({ amount, chargeId, reference: record.reference }, context);
    },
    lookup: (input, context) =>
      waiting.has(input.chargeId) ? resume(input, context) : gateway.lookup(input, context),
    setup: async (input: GatewaySetup, context: PluginContext) => {
      if (gateway.setup === undefined) throw new Error('The gateway keeps accounts.');
      const record = await gateway.setup(input, context);
      if (record.status !== 'pending') return record;
      paypal.approve(pageIn(record), fundingOf(input.data));
      const query = { setupId: input.setupId, reference: record.reference };
      return (await gateway.lookupSetup?.(query, context)) ?? record;
    },
  };
}

/** The gateway with accounts that were kept earlier: no page is seen. */
function withKept(shop: PayPalShop): Gateway {
  const { gateway } = shop;
  return {
    ...gateway,
    start: (input, context) => {
      const methodReference = input.data['account'];
      if (methodReference === undefined) return gateway.start(input, context);
      return gateway.start({ ...input, data: {}, methodReference }, context);
    },
  };
}

/** What is asked of PayPal for each thing that the suite disturbs. */
function targetOf(
  target: Parameters<GatewayHarness['disturb']>[0],
  fault: VendorFault,
  way: 'page' | 'kept',
): PayPalTarget {
  if (target === 'refund') return 'refund';
  if (target === 'void') return 'patch';
  if (target !== 'charge') return 'read';
  // On the page money moves at the capture: what is lost there has an effect.
  return way === 'page' && ['lose-answer', 'lie', 'late'].includes(fault) ? 'capture' : 'create';
}

/** The suite's harness over a fake PayPal: on its page, or with accounts that are kept. */
export function harnessOf(shop: PayPalShop, way: 'page' | 'kept'): GatewayHarness {
  const { paypal } = shop;
  const data = (funding: Funding) => async () =>
    way === 'page' ? { payer: funding } : { account: paypal.keep(funding) };
  return {
    fetch: shop.fetch,
    now: shop.now,
    gateway: way === 'page' ? withPayer(shop) : withKept(shop),
    approve: data('balance'),
    decline: data('declined'),
    late: data('review'),
    challenge: async () => ({}),
    held: async (chargeId) => {
      const [order] = paypal.orders(chargeId);
      // Yen have no hundredths.
      const scale = order?.amount.currency_code === 'JPY' ? 100n : 1n;
      const count = paypal.captures(chargeId).length;
      return { count, captured: paypal.captured(chargeId) / scale };
    },
    disturb: async (target, fault) => paypal.disturb(targetOf(target, fault, way), fault),
    refunded: async (chargeId) => {
      const rows = paypal.refunds(chargeId).filter(({ status }) => status !== 'FAILED');
      const amount = rows.reduce((sum, row) => sum + hundredths(row.amount), 0n);
      return { count: rows.length, amount };
    },
    settle: async (chargeId) => paypal.settle(chargeId),
    finish: async (action, how) => {
      paypal.approve(
        pageIn({ status: 'pending', action }),
        how === 'approve' ? 'balance' : 'declined',
      );
    },
    notification: async (chargeId) => {
      const request = await paypal.webhook(chargeId);
      return { body: await request.text(), headers: Object.fromEntries(request.headers) };
    },
    sent: () => paypal.sent(),
    forged: (chargeId, how) => paypal.webhook(chargeId, how),
    falsify: async (chargeId, what) => {
      if (what === 'mode') throw new Error("PayPal's records do not say of which mode they are.");
      paypal.falsify(chargeId, what);
    },
    refundThere: async (chargeId, amount) => void paypal.refundThere(chargeId, amount),
    returnRefund: async (refundId) => paypal.endRefund(refundId, 'FAILED'),
    dispute: async (chargeId, to) => paypal.dispute(chargeId, to),
    removeThere: async (methodReference) => paypal.removeMethod(methodReference),
    amounts: [
      { amount: 1n, currency: 'EUR' },
      { amount: 1200n, currency: 'JPY' },
      { amount: 120_000n, currency: 'HUF' },
      { amount: 99_999_999_999n, currency: 'EUR' },
    ],
  };
}
