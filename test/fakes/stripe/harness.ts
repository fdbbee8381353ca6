import type { Gateway } from '../../../src/ports/gateway.ts';
import type { VendorFault } from '../../../src/testing/conformance/context.ts';
import type { GatewayHarness } from '../../../src/testing/conformance/gateway-scene.ts';
import { createFakeStripe, type FakeStripe, type FakeStripeOptions } from './index.ts';
import { type Row, text, whole } from './state.ts';

/** A fake with a clock that tests move. */
export interface StripeScene {
  readonly stripe: FakeStripe;
  readonly fetch: typeof fetch;
  readonly now: () => Date;
  /** Moves the clock on. */
  readonly pass: (seconds: number) => void;
}

/** What a client does on a network that can be given up. */
export function fetchOf(stripe: FakeStripe): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const gone = new Promise<never>((_resolve, reject) => {
      request.signal.addEventListener('abort', () => reject(request.signal.reason));
    });
    const served = stripe.fetch(request);
    // Who gave up does not hear how it ended.
    served.catch(() => null);
    return Promise.race([served, gone]);
  };
}

/** A fake Stripe at a fixed instant. */
export function createScene(options: Partial<FakeStripeOptions> = {}): StripeScene {
  let instant = Date.parse('2026-11-23T10:00:00Z');
  let serial = 0;
  const now = (): Date => new Date(instant);
  const stripe = createFakeStripe({
    now,
    chance: () => {
      serial += 1;
      return (serial * 2_654_435_761).toString(16).padStart(16, '0');
    },
    publicUrl: 'https://stripe.example',
    ...options,
  });
  const pass = (seconds: number): void => {
    instant += seconds * 1000;
  };
  return { stripe, fetch: fetchOf(stripe), now, pass };
}

/** Stripe writes UGX with two decimals that life does not know. */
const captured = (row: Row): bigint =>
  BigInt(whole(row, 'amount_received')) / (text(row, 'currency') === 'ugx' ? 100n : 1n);

/** Falsehoods of the suite that Stripe can show: it never shows another account's record. */
type Falsehood = 'amount' | 'currency' | 'mode' | 'account';

/** The suite's harness over a fake Stripe. */
export function harnessOf(scene: StripeScene, gateway: Gateway): GatewayHarness {
  const { stripe } = scene;
  const disturb = async (target: string, fault: VendorFault): Promise<void> => {
    if (target === 'charge' || target === 'lookup' || target === 'void') {
      stripe.disturb(target, fault);
    }
    if (target === 'refund' || target === 'refund_lookup') stripe.disturb(target, fault);
  };
  return {
    fetch: scene.fetch,
    now: scene.now,
    gateway,
    approve: async () => ({ confirmationToken: stripe.token('4242424242424242') }),
    decline: async () => ({ confirmationToken: stripe.token('4000000000009995') }),
    challenge: async () => ({ confirmationToken: stripe.token('4000002760003184') }),
    late: async () => ({ confirmationToken: stripe.token('DE08370400440532013003') }),
    held: async (chargeId) => {
      const rows = stripe.intents(chargeId).filter((row) => row['status'] !== 'canceled');
      return { count: rows.length, captured: rows.reduce((sum, row) => sum + captured(row), 0n) };
    },
    disturb,
    refunded: async (chargeId) => {
      const rows = stripe.refunds(chargeId).filter((row) => row['status'] !== 'failed');
      const amount = rows.reduce((sum, row) => sum + BigInt(whole(row, 'amount')), 0n);
      return { count: rows.length, amount };
    },
    settle: async (chargeId) => stripe.settle(chargeId),
    finish: async (action, how) => {
      if (action.kind === 'redirect') {
        const session = action.url.split('/').at(-1) ?? '';
        stripe.payPage(session, how === 'approve' ? '4242424242424242' : '4000000000009995');
        return;
      }
      if (action.kind !== 'client') throw new Error(`Stripe has no ${action.kind}.`);
      const id = action.data['clientSecret']?.split('_secret_')[0] ?? '';
      stripe.authenticate(id, how === 'approve');
    },
    notification: async (chargeId) => {
      const request = await stripe.webhook(chargeId);
      return { body: await request.text(), headers: Object.fromEntries(request.headers) };
    },
    sent: () => stripe.sent(),
    forged: (chargeId, how) => stripe.webhook(chargeId, how),
    falsify: async (chargeId, what: Falsehood) => {
      if (what === 'account') throw new Error("Stripe never shows another account's record.");
      stripe.falsify(chargeId, what);
    },
    refundThere: async (chargeId, amount) => void stripe.refundThere(chargeId, Number(amount)),
    returnRefund: async (refundId) => {
      const all = [...stripe.state.rows.values()];
      const row = all.find(({ id, metadata }) => id === refundId || isOurs(metadata, refundId));
      stripe.endRefund(row?.id ?? refundId, 'failed');
    },
    dispute: async (chargeId, to) => stripe.dispute(chargeId, to),
    removeThere: async (methodReference) => stripe.removeMethod(methodReference),
    amounts: [
      { amount: 50n, currency: 'EUR' },
      { amount: 1200n, currency: 'JPY' },
      { amount: 12_340n, currency: 'KWD' },
      { amount: 5000n, currency: 'UGX' },
      { amount: 99_999_999n, currency: 'EUR' },
    ],
  };
}

function isOurs(metadata: Row[string] | undefined, refundId: string): boolean {
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) return false;
  return text(metadata as { readonly [key: string]: never }, 'refund') === refundId;
}
