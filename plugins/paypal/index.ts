import { fail } from '../../src/errors.ts';
import type { Plugin } from '../../src/ports/plugin.ts';
import { type PayPalGatewayOptions, payPalGateway } from './gateway.ts';
import { payPalCurrencies } from './money.ts';

/** The keys of an app of a PayPal account, and how to reach it. */
export interface PayPalOptions {
  /** Whether real money moves: an app has other keys in PayPal's sandbox. */
  readonly mode: 'live' | 'sandbox';
  readonly clientId: string;
  readonly clientSecret: string;
  /** The id of the webhook that ends in `/webhooks/paypal`. */
  readonly webhookId: string;
  /** The account's id of 13 characters: then payments to another account are refused. */
  readonly merchantId?: string;
  /** What the payer reads as the shop's name; by default the account's. */
  readonly brandName?: string;
  /** ISO 4217 codes, where not all that PayPal takes are wanted. */
  readonly currencies?: readonly string[];
  /** How many days back a charge is looked for whose answer was lost; by default 30, the most. */
  readonly lookbackDays?: number;
  /** The base of the API and of a stand-in's pages; by default PayPal's own of the mode. */
  readonly apiUrl?: string;
}

const hosts = {
  live: { api: 'https://api-m.paypal.com', pages: 'https://www.paypal.com' },
  sandbox: { api: 'https://api-m.sandbox.paypal.com', pages: 'https://www.sandbox.paypal.com' },
} as const;

function need(value: string, form: RegExp, field: string, what: string): string {
  if (!form.test(value)) fail('invalid_input', `PayPal's ${field} is ${what}.`, { field });
  return value;
}

function urlsOf(options: PayPalOptions): { readonly apiUrl: string; readonly pageUrl: string } {
  const own = hosts[options.mode];
  if (options.apiUrl === undefined) return { apiUrl: own.api, pageUrl: own.pages };
  const field = 'apiUrl';
  const url = URL.canParse(options.apiUrl) ? new URL(options.apiUrl) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.pathname !== '/') {
    fail('invalid_input', "PayPal's apiUrl is an http or https address without a path.", { field });
  }
  const { hostname, origin } = url;
  if (!/(^|\.)paypal\.com$/.test(hostname)) return { apiUrl: origin, pageUrl: origin };
  const isSandbox = /(^|\.)sandbox\.paypal\.com$/.test(hostname);
  if (isSandbox !== (options.mode === 'sandbox') || url.protocol !== 'https:') {
    fail('invalid_input', "PayPal's apiUrl is of another mode.", { field });
  }
  return { apiUrl: origin, pageUrl: own.pages };
}

function currenciesOf(wanted: readonly string[] | undefined): readonly string[] {
  const unknown = wanted?.find((code) => !payPalCurrencies.includes(code));
  if (unknown !== undefined) {
    fail('invalid_input', `PayPal does not take ${unknown}.`, { field: 'currencies' });
  }
  return wanted ?? payPalCurrencies;
}

function check(options: PayPalOptions): PayPalGatewayOptions {
  const { brandName, lookbackDays = 30, merchantId, mode } = options;
  if (mode !== 'live' && mode !== 'sandbox') {
    fail('invalid_input', "PayPal's mode is live or sandbox.", { field: 'mode' });
  }
  const key = /^[\w-]{8,}$/;
  if (merchantId !== undefined) {
    need(merchantId, /^[2-9A-HJ-NP-Z]{13}$/, 'merchantId', 'of 13 letters and digits');
  }
  if (brandName !== undefined) {
    need(brandName, /^.{1,127}$/, 'brandName', 'of 1 to 127 characters');
  }
  if (!Number.isSafeInteger(lookbackDays) || lookbackDays < 1 || lookbackDays > 30) {
    const field = 'lookbackDays';
    fail('invalid_input', "PayPal's lookbackDays is a whole number from 1 to 30.", { field });
  }
  return {
    ...urlsOf(options),
    clientId: need(options.clientId, key, 'clientId', 'the id of an app'),
    clientSecret: need(options.clientSecret, key, 'clientSecret', 'the secret of an app'),
    webhookId: need(options.webhookId, /^[A-Z0-9]{5,50}$/, 'webhookId', 'the id of a webhook'),
    live: mode === 'live',
    merchantId,
    brandName,
    currencies: currenciesOf(options.currencies),
    lookbackDays,
    session: { token: null, until: 0 },
  };
}

/**
 * Payments over PayPal on PayPal's own page, and with PayPal accounts that are kept (SPEC 8.5-8.13,
 * 9.10). The app needs the features Vault and, for disputes, Disputes.
 *
 * @throws BillingError `invalid_input`, naming the field, for a key, id or address that is none.
 */
export function paypal(options: PayPalOptions): Plugin {
  return { id: 'paypal', gateway: payPalGateway(check(options)) };
}
