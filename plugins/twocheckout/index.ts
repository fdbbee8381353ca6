import { fail } from '../../src/errors.ts';
import type { Plugin } from '../../src/ports/plugin.ts';
import { isCurrency } from '../../src/rules/currency.ts';
import { type TwoCheckoutGatewayOptions, twoCheckoutGateway } from './gateway.ts';

/** The keys of a 2Checkout account, and how to reach it. */
export interface TwoCheckoutOptions {
  /** Whether real money moves: in `test` only orders that are marked so are made and taken. */
  readonly mode: 'live' | 'test';
  readonly merchantCode: string;
  /** The secret key: of the API, and of the IPN that is sent to `/webhooks/twocheckout`. */
  readonly secretKey: string;
  /** The buy link secret word, which is another secret. */
  readonly buyLinkSecretWord: string;
  /** With which hash requests of the API are signed; by default `sha256`. */
  readonly algorithm?: 'sha256' | 'sha3-256';
  /** One of the account's reasons of refunds; by default `Other`. */
  readonly refundReason?: string;
  /** Minutes for which a payment page can be opened; by default 15. */
  readonly linkMinutes?: number;
  /** Whether an IPN may be signed with MD5 alone, as old accounts have it; by default not. */
  readonly allowMd5?: boolean;
  /** ISO 4217 codes, where the account does not take all. */
  readonly currencies?: readonly string[];
  /** The base of the API; by default `https://api.2checkout.com`. */
  readonly apiUrl?: string;
  /** The base of the payment page; by default `https://secure.2checkout.com`. */
  readonly pageUrl?: string;
}

function need(value: string, form: RegExp, field: string, what: string): string {
  if (!form.test(value)) fail('invalid_input', `2Checkout's ${field} is ${what}.`, { field });
  return value;
}

function originOf(text: string, field: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.pathname !== '/') {
    const what = 'an http or https address without a path';
    return fail('invalid_input', `2Checkout's ${field} is ${what}.`, { field });
  }
  return url.origin;
}

function check(options: TwoCheckoutOptions): TwoCheckoutGatewayOptions {
  const { algorithm = 'sha256', allowMd5 = false, currencies, linkMinutes = 15, mode } = options;
  if (mode !== 'live' && mode !== 'test') {
    fail('invalid_input', "2Checkout's mode is live or test.", { field: 'mode' });
  }
  if (algorithm !== 'sha256' && algorithm !== 'sha3-256') {
    const field = 'algorithm';
    fail('invalid_input', "2Checkout's algorithm is sha256 or sha3-256.", { field });
  }
  if (!Number.isSafeInteger(linkMinutes) || linkMinutes < 1 || linkMinutes > 1440) {
    const field = 'linkMinutes';
    fail('invalid_input', "2Checkout's linkMinutes is a whole number from 1 to 1440.", { field });
  }
  const unknown = currencies?.find((code) => !isCurrency(code));
  if (unknown !== undefined) {
    fail('invalid_input', `${unknown} is no currency.`, { field: 'currencies' });
  }
  const { secretKey, buyLinkSecretWord } = options;
  if (secretKey === buyLinkSecretWord) {
    // To mix them up is the usual error, and only shows when a client wants to pay.
    const field = 'buyLinkSecretWord';
    fail('invalid_input', "2Checkout's buy link secret word is not its secret key.", { field });
  }
  return {
    merchantCode: need(options.merchantCode, /^\w{4,50}$/, 'merchantCode', 'the merchant code'),
    secretKey: need(secretKey, /^\S{8,}$/, 'secretKey', 'the secret key of the API'),
    buyLinkSecretWord: need(
      buyLinkSecretWord,
      /^\S{8,}$/,
      'buyLinkSecretWord',
      'the buy link secret word',
    ),
    refundReason: need(options.refundReason ?? 'Other', /^.{1,100}$/, 'refundReason', 'a text'),
    apiUrl: originOf(options.apiUrl ?? 'https://api.2checkout.com', 'apiUrl'),
    pageUrl: originOf(options.pageUrl ?? 'https://secure.2checkout.com', 'pageUrl'),
    live: mode === 'live',
    algorithm,
    allowMd5,
    currencies,
    linkMinutes,
  };
}

/**
 * Payments over 2Checkout (Verifone) on its own page, by signed buy links (SPEC 8.5-8.7, 8.10,
 * 8.12, 8.13). 2Checkout sells to the client: prices must be set there as with tax, for an order
 * over another sum than the charge's is held for a person.
 *
 * @throws BillingError `invalid_input`, naming the field, for a key, secret or address that is
 *   none, and for two secrets that are the same.
 */
export function twoCheckout(options: TwoCheckoutOptions): Plugin {
  return { id: 'twocheckout', gateway: twoCheckoutGateway(check(options)) };
}
