import { formatAmount, type Money, parseMoney } from '../../src/rules/money.ts';
import { type Obj, textIn } from './json.ts';

/** The currencies that PayPal takes, some of them only within their country. */
export const payPalCurrencies: readonly string[] = [
  'AUD',
  'BRL',
  'CAD',
  'CHF',
  'CNY',
  'CZK',
  'DKK',
  'EUR',
  'GBP',
  'HKD',
  'HUF',
  'ILS',
  'JPY',
  'MXN',
  'MYR',
  'NOK',
  'NZD',
  'PHP',
  'PLN',
  'SEK',
  'SGD',
  'THB',
  'TWD',
  'USD',
];

/** Currencies of which PayPal takes no decimals, whatever ISO 4217 says. */
const withoutDecimals = new Set(['HUF', 'JPY', 'TWD']);

/** 999999999999999.99 is the most that PayPal reads. */
const wholeDigits = 15;

/** An amount as PayPal writes it. */
export interface PayPalMoney {
  readonly currency_code: string;
  readonly value: string;
}

/**
 * An amount as PayPal writes it: a decimal string.
 *
 * @returns null for an amount or a currency that PayPal cannot take, such as 0.50 forints.
 */
export function toPayPal(money: Money): PayPalMoney | null {
  const { amount, currency } = money;
  if (amount <= 0n || !payPalCurrencies.includes(currency)) return null;
  const [whole = '', fraction = ''] = formatAmount(money).split('.');
  if (whole.length > wholeDigits) return null;
  if (!withoutDecimals.has(currency))
    return { currency_code: currency, value: `${whole}.${fraction}` };
  return /^0*$/.test(fraction) ? { currency_code: currency, value: whole } : null;
}

/** What PayPal wrote, in minor units. @throws Error for what is no amount of a currency. */
export function fromPayPal(written: Obj): Money {
  const currency = textIn(written, 'currency_code');
  const value = textIn(written, 'value');
  if (currency === null || value === null) throw new Error('PayPal wrote no amount.');
  return parseMoney(value, currency);
}
