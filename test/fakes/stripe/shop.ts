import { type StripeOptions, stripe, stripeCheckout } from '../../../plugins/stripe/index.ts';
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
import { createScene, type StripeScene } from './harness.ts';
import type { FakeStripeOptions } from './index.ts';

/** A gateway over a fake Stripe, with what tests ask of both. */
export interface StripeShop extends StripeScene {
  readonly gateway: Gateway;
  readonly context: (key: string, patience?: number) => PluginContext;
  /** Pays with a test number, or by what is given. */
  readonly pay: (
    chargeId: string,
    number: string | null,
    change?: Partial<GatewayCharge>,
  ) => Promise<ChargeRecord>;
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
    notifyUrl: 'https://shop.example/api/webhooks/stripe',
    ...change,
  };
}

/** A setup of a method. */
export function setupOf(setupId: string, data: GatewaySetup['data'] = {}): GatewaySetup {
  const { client, returnUrl } = chargeOf('none');
  return { setupId, client, data, returnUrl };
}

/** Opens a shop with Stripe's fields, or with its own page. */
export function openShop(
  options: Partial<FakeStripeOptions> = {},
  more: Partial<StripeOptions> & { readonly checkout?: boolean } = {},
): StripeShop {
  const scene = createScene(options);
  const { publishableKey, secretKey, webhookSecret } = scene.stripe;
  const keys = { publishableKey, secretKey, webhookSecret, ...more };
  const { gateway } = more.checkout === true ? stripeCheckout(keys) : stripe(keys);
  if (gateway === undefined) throw new Error('The capability is missing.');
  const context = (key: string, patience?: number): PluginContext =>
    contextOf(scene, key, patience);
  const query = (chargeId: string, change: Partial<ChargeQuery> = {}): ChargeQuery => ({
    chargeId,
    amount: euros,
    ...change,
  });
  return {
    ...scene,
    gateway,
    context,
    query,
    pay: async (chargeId, number, change = {}) => {
      const token = number === null ? null : scene.stripe.token(number, change.save);
      const data = token === null ? {} : { confirmationToken: token };
      return gateway.start(chargeOf(chargeId, { data, ...change }), context(chargeId));
    },
    lookup: (chargeId, change) => gateway.lookup(query(chargeId, change), context(chargeId)),
    hear: async () => {
      const heard: Notification[] = [];
      for (const request of await scene.stripe.sent()) {
        const told = await gateway.notify?.(request, context('hook'));
        if (told !== undefined) heard.push(told);
      }
      return heard;
    },
  };
}

/** The step that a record asks for. @throws Error where it asks for none. */
export function stepOf(record: {
  readonly status: string;
  readonly action?: PluginAction;
}): PluginAction {
  if (record.action === undefined) throw new Error(`No step: ${JSON.stringify(record)}`);
  return record.action;
}

/** The intent of a `client` step. */
export function intentIn(action: PluginAction): string {
  const secret = action.kind === 'client' ? action.data['clientSecret'] : undefined;
  return secret?.split('_secret_')[0] ?? '';
}

/** What later charges name a kept method by. @throws Error where none was kept. */
export function saved(record: ChargeRecord): {
  methodReference: string;
  customerReference: string;
} {
  const kept = record.status === 'done' ? record.value.saved : undefined;
  if (kept?.customerReference === undefined) throw new Error('Nothing was kept.');
  return { methodReference: kept.methodReference, customerReference: kept.customerReference };
}
