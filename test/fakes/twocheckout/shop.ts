import { type TwoCheckoutOptions, twoCheckout } from '../../../plugins/twocheckout/index.ts';
import type {
  ChargeQuery,
  ChargeRecord,
  Gateway,
  GatewayCharge,
  Notification,
} from '../../../src/ports/gateway.ts';
import type { PluginContext } from '../../../src/ports/plugin.ts';
import type { Money } from '../../../src/rules/money.ts';
import { contextOf } from '../../../src/testing/conformance/context.ts';
import {
  createFakeTwoCheckout,
  type FakeTwoCheckout,
  type FakeTwoCheckoutOptions,
} from './index.ts';

/** A gateway over a fake 2Checkout with a clock that tests move. */
export interface TwoCheckoutShop {
  readonly vendor: FakeTwoCheckout;
  readonly gateway: Gateway;
  readonly fetch: typeof fetch;
  readonly now: () => Date;
  /** Moves the clock on. */
  readonly pass: (seconds: number) => void;
  readonly context: (key: string, patience?: number) => PluginContext;
  readonly start: (chargeId: string, change?: Partial<GatewayCharge>) => Promise<ChargeRecord>;
  readonly lookup: (
    chargeId: string,
    change?: Partial<ChargeQuery>,
  ) => Promise<ChargeRecord | null>;
  readonly query: (chargeId: string, change?: Partial<ChargeQuery>) => ChargeQuery;
  /** Hands IPNs that were sent since the last call to the gateway. */
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
    notifyUrl: 'https://shop.example/api/webhooks/twocheckout',
    ...change,
  };
}

/** What a client does on a network that can be given up. */
function fetchOf(vendor: FakeTwoCheckout): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const gone = new Promise<never>((_resolve, reject) => {
      request.signal.addEventListener('abort', () => reject(request.signal.reason));
    });
    const served = vendor.fetch(request);
    // Who gave up does not hear how it ended.
    served.catch(() => null);
    return Promise.race([served, gone]);
  };
}

/** The page that a record sends the client to. @throws Error where it sends it nowhere. */
export function pageIn(record: ChargeRecord): string {
  const action = record.status === 'pending' ? record.action : undefined;
  if (action?.kind !== 'redirect') throw new Error(`No page: ${JSON.stringify(record.status)}`);
  return action.url;
}

/** Opens a shop at a fake 2Checkout. */
export function openShop(
  options: Partial<FakeTwoCheckoutOptions> = {},
  more: Partial<TwoCheckoutOptions> = {},
): TwoCheckoutShop {
  let instant = Date.parse('2026-11-23T10:00:00Z');
  let serial = 0;
  const now = (): Date => new Date(instant);
  const vendor = createFakeTwoCheckout({
    now,
    chance: () => {
      serial += 1;
      return (serial * 2_654_435_761).toString(16).padStart(16, '0');
    },
    publicUrl: 'https://twocheckout.example',
    ...options,
  });
  const { buyLinkSecretWord, live, merchantCode, publicUrl: url, secretKey } = vendor;
  const { gateway } = twoCheckout({
    mode: live ? 'live' : 'test',
    merchantCode,
    secretKey,
    buyLinkSecretWord,
    apiUrl: url,
    pageUrl: url,
    ...more,
  });
  if (gateway === undefined) throw new Error('The capability is missing.');
  const world = { fetch: fetchOf(vendor), now };
  const context = (key: string, patience?: number): PluginContext =>
    contextOf(world, key, patience);
  const query = (chargeId: string, change: Partial<ChargeQuery> = {}): ChargeQuery => ({
    chargeId,
    amount: euros,
    ...change,
  });
  return {
    ...world,
    vendor,
    gateway,
    pass: (seconds) => {
      instant += seconds * 1000;
    },
    context,
    query,
    start: (chargeId, change) => gateway.start(chargeOf(chargeId, change), context(chargeId)),
    lookup: (chargeId, change) => gateway.lookup(query(chargeId, change), context(chargeId)),
    hear: async () => {
      const heard: Notification[] = [];
      for (const request of vendor.sent()) {
        const told = await gateway.notify?.(request, context('hook'));
        if (told !== undefined) heard.push(told);
      }
      return heard;
    },
  };
}
