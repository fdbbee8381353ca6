import { type PayPalOptions, paypal as payPalPlugin } from '../../../plugins/paypal/index.ts';
import type {
  ChargeQuery,
  ChargeRecord,
  Gateway,
  GatewayCharge,
  GatewaySetup,
  Notification,
} from '../../../src/ports/gateway.ts';
import type { PluginAction, PluginContext } from '../../../src/ports/plugin.ts';
import type { Money } from '../../../src/rules/money.ts';
import { contextOf } from '../../../src/testing/conformance/context.ts';
import {
  createFakePayPal,
  type FakePayPal,
  type FakePayPalOptions,
  type Funding,
} from './index.ts';

/** A gateway over a fake PayPal with a clock that tests move. */
export interface PayPalShop {
  readonly paypal: FakePayPal;
  readonly gateway: Gateway;
  readonly fetch: typeof fetch;
  readonly now: () => Date;
  /** Moves the clock on. */
  readonly pass: (seconds: number) => void;
  readonly context: (key: string, patience?: number) => PluginContext;
  /** Opens an order, has its payer approve it, and goes on. */
  readonly pay: (
    chargeId: string,
    funding?: Funding,
    change?: Partial<GatewayCharge>,
  ) => Promise<ChargeRecord>;
  readonly start: (chargeId: string, change?: Partial<GatewayCharge>) => Promise<ChargeRecord>;
  readonly resume: (chargeId: string, change?: Partial<ChargeQuery>) => Promise<ChargeRecord>;
  readonly lookup: (
    chargeId: string,
    change?: Partial<ChargeQuery>,
  ) => Promise<ChargeRecord | null>;
  readonly query: (chargeId: string, change?: Partial<ChargeQuery>) => ChargeQuery;
  /** Hands webhooks that were sent since the last call to the gateway. */
  readonly hear: () => Promise<readonly Notification[]>;
}

/** 12.50 euros. */
export const euros: Money = { amount: 1250n, currency: 'EUR' };

/** A charge of 12.50 euros. */
export function chargeOf(chargeId: string, change: Partial<GatewayCharge> = {}): GatewayCharge {
  return {
    chargeId,
    amount: euros,
    description: 'HL-2026-000001',
    client: { clientId: 'client-1', email: 'ada@example.com', name: 'Ada Zoë <b>' },
    data: {},
    save: false,
    onSession: true,
    returnUrl: 'https://shop.example/pay',
    notifyUrl: 'https://shop.example/api/webhooks/paypal',
    ...change,
  };
}

/** A setup of an account. */
export function setupOf(setupId: string, change: Partial<GatewaySetup> = {}): GatewaySetup {
  const { client, returnUrl } = chargeOf('none');
  return { setupId, client, data: {}, returnUrl, ...change };
}

/** What a client does on a network that can be given up. */
function fetchOf(paypal: FakePayPal): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const gone = new Promise<never>((_resolve, reject) => {
      request.signal.addEventListener('abort', () => reject(request.signal.reason));
    });
    const served = paypal.fetch(request);
    // Who gave up does not hear how it ended.
    served.catch(() => null);
    return Promise.race([served, gone]);
  };
}

/** Where a record sends the payer. @throws Error where it sends them nowhere. */
export function pageIn(record: {
  readonly status: string;
  readonly action?: PluginAction;
}): string {
  if (record.action?.kind !== 'redirect') throw new Error(`No page: ${JSON.stringify(record)}`);
  return record.action.url;
}

/** Opens a shop that takes PayPal. */
export function openShop(
  options: Partial<FakePayPalOptions> = {},
  more: Partial<PayPalOptions> = {},
): PayPalShop {
  let instant = Date.parse('2026-11-23T10:00:00Z');
  let serial = 0;
  const now = (): Date => new Date(instant);
  const paypal = createFakePayPal({
    now,
    chance: () => {
      serial += 1;
      return (serial * 2_654_435_761).toString(16).padStart(16, '0');
    },
    publicUrl: 'https://paypal.example',
    ...options,
  });
  const { clientId, clientSecret, merchantId, webhookId } = paypal;
  const { gateway } = payPalPlugin({
    mode: 'sandbox',
    clientId,
    clientSecret,
    webhookId,
    merchantId,
    apiUrl: 'https://paypal.example',
    ...more,
  });
  if (gateway?.resume === undefined) throw new Error('The capability is missing.');
  const goOn = gateway.resume;
  const world = { fetch: fetchOf(paypal), now };
  const context = (key: string, patience?: number): PluginContext =>
    contextOf(world, key, patience);
  const query = (chargeId: string, change: Partial<ChargeQuery> = {}): ChargeQuery => ({
    chargeId,
    amount: euros,
    ...change,
  });
  const start: PayPalShop['start'] = (chargeId, change = {}) =>
    gateway.start(chargeOf(chargeId, change), context(chargeId));
  return {
    ...world,
    paypal,
    gateway,
    context,
    query,
    start,
    pass: (seconds) => {
      instant += seconds * 1000;
    },
    pay: async (chargeId, funding = 'balance', change = {}) => {
      const record = await start(chargeId, change);
      paypal.approve(pageIn(record), funding);
      const { reference = '' } = record;
      const { amount = euros } = change;
      return goOn({ chargeId, reference, amount }, context(chargeId));
    },
    resume: (chargeId, change) => goOn(query(chargeId, change), context(chargeId)),
    lookup: (chargeId, change) => gateway.lookup(query(chargeId, change), context(chargeId)),
    hear: async () => {
      const heard: Notification[] = [];
      for (const request of await paypal.sent()) {
        const told = await gateway.notify?.(request, context('hook'));
        if (told !== undefined) heard.push(told);
      }
      return heard;
    },
  };
}
