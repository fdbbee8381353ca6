import { fail } from '../../src/errors.ts';
import type { Plugin } from '../../src/ports/plugin.ts';
import { type StripeGatewayOptions, stripeCheckoutGateway, stripeGateway } from './gateway.ts';

/** The keys of a Stripe account, and how to reach it. */
export interface StripeOptions {
  /** `sk_…` or a restricted `rk_…`; its mode says whether real money moves. */
  readonly secretKey: string;
  /** `pk_…` of the same mode. */
  readonly publishableKey: string;
  /** `whsec_…` of the webhook endpoint that ends in `/webhooks/stripe`. */
  readonly webhookSecret: string;
  /** `acct_…`, where the endpoint also hears of connected accounts. */
  readonly account?: string;
  /** ISO 4217 codes, where not all that Stripe takes are wanted. */
  readonly currencies?: readonly string[];
  /** How many days back a charge is looked for whose answer was lost; by default 30. */
  readonly lookbackDays?: number;
  /** The base of the API; by default `https://api.stripe.com`. */
  readonly apiUrl?: string;
  /** A script to load instead of Stripe's own, for a stand-in in tests; never in production. */
  readonly scriptUrl?: string;
}

/** The options of {@link stripe}. */
export interface StripeEmbeddedOptions extends StripeOptions {
  /** Pay on Stripe's own page instead, as {@link stripeCheckout} does. */
  readonly checkout?: boolean;
}

function need(value: string, form: RegExp, field: string, like: string): string {
  if (!form.test(value)) {
    fail('invalid_input', `Stripe's ${field} is like ${like}.`, { field });
  }
  return value;
}

function needUrl(text: string, field: string): URL {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    fail('invalid_input', `Stripe's ${field} is an http or https address.`, { field });
  }
  return new URL(text);
}

const isLive = (key: string): boolean => /^[a-z]+_live_/.test(key);

function check(options: StripeOptions): StripeGatewayOptions {
  const { account, currencies, lookbackDays = 30 } = options;
  const secretKey = need(
    options.secretKey,
    /^(sk|rk)_(test|live)_\w+$/,
    'secretKey',
    'sk_live_… or rk_live_…',
  );
  const publishableKey = need(
    options.publishableKey,
    /^pk_(test|live)_\w+$/,
    'publishableKey',
    'pk_live_…',
  );
  const webhookSecret = need(options.webhookSecret, /^whsec_\w{8,}$/, 'webhookSecret', 'whsec_…');
  if (isLive(secretKey) !== isLive(publishableKey)) {
    const field = 'publishableKey';
    fail('invalid_input', "Stripe's two keys are of different modes.", { field });
  }
  const apiUrl = needUrl(options.apiUrl ?? 'https://api.stripe.com', 'apiUrl');
  if (apiUrl.pathname !== '/') {
    fail('invalid_input', "Stripe's apiUrl has no path.", { field: 'apiUrl' });
  }
  if (!Number.isSafeInteger(lookbackDays) || lookbackDays < 2) {
    // Stripe forgets keys after a day: whoever looks no further back may charge twice.
    const field = 'lookbackDays';
    fail('invalid_input', "Stripe's lookbackDays is a whole number from 2.", { field });
  }
  const scriptUrl =
    options.scriptUrl === undefined ? undefined : needUrl(options.scriptUrl, 'scriptUrl').href;
  const live = isLive(secretKey);
  if (live && scriptUrl !== undefined) {
    const field = 'scriptUrl';
    fail('invalid_input', "A live account loads Stripe's own script.", { field });
  }
  return {
    secretKey,
    publishableKey,
    webhookSecret,
    apiUrl: apiUrl.origin,
    live,
    account,
    currencies,
    lookbackDays,
    scriptUrl,
  };
}

/**
 * Payments over Stripe with its fields in our page: cards, wallets, bank debits and whatever else
 * the account has turned on; kept methods; 3-D Secure (SPEC 8.5-8.13, 9.10).
 *
 * @throws BillingError `invalid_input`, naming the field, for a key, secret or address that is
 *   none, and for keys of different modes.
 */
export function stripe(options: StripeEmbeddedOptions): Plugin {
  if (options.checkout === true) return stripeCheckout(options);
  return { id: 'stripe', gateway: stripeGateway(check(options)) };
}

/**
 * Payments over Stripe on Stripe's own page, to which the client is sent and comes back from.
 *
 * @throws BillingError as {@link stripe} does.
 */
export function stripeCheckout(options: StripeOptions): Plugin {
  return { id: 'stripe-checkout', gateway: stripeCheckoutGateway(check(options)) };
}
