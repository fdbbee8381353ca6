import type { ChargeName, Gateway, GatewayPage } from '../../src/ports/gateway.ts';
import type { PluginContext } from '../../src/ports/plugin.ts';
import { must, openStripe, type StripeAccess } from './api.ts';
import * as charge from './charge.ts';
import * as checkout from './checkout.ts';
import { movements } from './movements.ts';
import { notify } from './notify.ts';
import { type FindIntentId, lookupRefund, refund } from './refund.ts';
import { lookupSetup, removeMethod, setup } from './setup.ts';

/** What the gateways over Stripe need to know. */
export interface StripeGatewayOptions extends StripeAccess {
  readonly publishableKey: string;
  readonly webhookSecret: string;
  readonly account: string | undefined;
  readonly currencies: readonly string[] | undefined;
  /** Loaded instead of Stripe's own script, for a stand-in. */
  readonly scriptUrl: string | undefined;
}

type ChargeOf = (intent: string, context: PluginContext) => Promise<ChargeName | null>;

/** What both gateways do alike. */
function common(
  options: StripeGatewayOptions,
  intentIdOf: FindIntentId,
  chargeOf: ChargeOf,
): Omit<Gateway, 'kind' | 'publicConfig' | 'start' | 'lookup'> {
  return {
    canSave: true,
    offSession: true,
    live: options.live,
    idempotency: 'key',
    refundsParts: true,
    ...(options.currencies === undefined ? {} : { currencies: options.currencies }),
    refund: (input, context) => refund(options, input, context, intentIdOf),
    lookupRefund: (input, context) => lookupRefund(options, input, context, intentIdOf),
    removeMethod: (input, context) => removeMethod(options, input.methodReference, context),
    movements: (query, context) => movements(options, query, context, intentIdOf),
    notify: (request, context) => notify({ ...options, chargeOf }, request, context),
  };
}

function pageOf(scriptUrl: string | undefined): GatewayPage {
  const purpose = "Stripe's payment fields and the bank's confirmation.";
  if (scriptUrl !== undefined) {
    const { origin } = new URL(scriptUrl);
    return {
      scripts: [{ url: scriptUrl, purpose, servedBy: 'vendor' }],
      sources: { 'script-src': [origin], 'frame-src': [origin], 'connect-src': [origin] },
    };
  }
  return {
    scripts: [{ url: 'https://js.stripe.com/endive/stripe.js', purpose, servedBy: 'vendor' }],
    sources: {
      'script-src': ['https://js.stripe.com', 'https://*.js.stripe.com'],
      'frame-src': ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com'],
      'connect-src': ['https://api.stripe.com'],
    },
  };
}

/** Stripe's fields in our page. */
export function stripeGateway(options: StripeGatewayOptions): Gateway {
  const { publishableKey, scriptUrl } = options;
  return {
    kind: 'embedded',
    publicConfig: { publishableKey, ...(scriptUrl === undefined ? {} : { scriptUrl }) },
    clientModule: '/plugins/stripe/client.js',
    page: pageOf(scriptUrl),
    ...common(
      options,
      async (reference) => reference,
      async (reference) => ({ reference }),
    ),
    start: (input, context) => charge.start(options, input, context),
    resume: (input, context) => charge.resume(options, input, context),
    lookup: (input, context) => charge.lookup(options, input, context),
    void: (input, context) => charge.giveUp(options, input, context),
    setup: (input, context) => setup(options, input, context),
    lookupSetup: (input, context) => lookupSetup(options, input, context),
  };
}

/** Stripe's own payment page. */
export function stripeCheckoutGateway(options: StripeGatewayOptions): Gateway {
  // An event about a refund or a dispute names the intent; we may know the charge by its page.
  const chargeOf: ChargeOf = async (intent, context) => {
    const { metadata } = await must(openStripe(options, context).paymentIntents.retrieve(intent));
    const chargeId = metadata['charge'];
    return chargeId === undefined ? null : { chargeId };
  };
  return {
    kind: 'redirect',
    publicConfig: {},
    ...common(options, checkout.intentIdOf, chargeOf),
    start: (input, context) =>
      // A kept method is charged at once; there is nothing to ask on a page.
      input.methodReference === undefined
        ? checkout.start(options, input, context)
        : charge.start(options, input, context),
    resume: async (input, context) => {
      const record = await checkout.lookup(options, input, context);
      if (record !== null) return record;
      return { status: 'failed', code: 'not_found', message: 'The payment was never started.' };
    },
    lookup: (input, context) => checkout.lookup(options, input, context),
    void: (input, context) => checkout.giveUp(options, input, context),
    setup: (input, context) => checkout.setup(options, input, context),
    lookupSetup: (input, context) => checkout.lookupSetup(options, input, context),
  };
}
