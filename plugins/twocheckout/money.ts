import { minorUnits } from '../../src/rules/currency.ts';
import { formatAmount, type Money, parseMoney } from '../../src/rules/money.ts';
import { type Obj, textIn } from './json.ts';

/** More digits than these are not exact in a number of JSON, as which 2Checkout writes amounts. */
const exactDigits = 15;

/**
 * An amount as 2Checkout reads it: a decimal of major units, with at most two decimals.
 *
 * @returns null for an amount that it cannot take, such as 0.001 dinars.
 */
export function toTwoCheckout({ amount, currency }: Money): string | null {
  if (amount <= 0n || amount.toString().length > exactDigits) return null;
  const text = formatAmount({ amount, currency });
  const spare = minorUnits(currency) - 2;
  if (spare <= 0) return text;
  return text.endsWith('0'.repeat(spare)) ? text.slice(0, -spare) : null;
}

/**
 * What 2Checkout wrote as a field, in minor units.
 *
 * @throws Error for what is no amount, or is finer than its currency.
 */
export function amountIn(value: Obj, field: string, currency: string): Money {
  const text = textIn(value, field);
  if (text === null) throw new Error(`2Checkout wrote no amount as ${field}.`);
  if (text.replace(/\D/g, '').length > exactDigits) {
    throw new Error(`2Checkout wrote an amount as ${field} that is not exact.`);
  }
  // 29.00 and 1200.0 are whole where the currency has fewer decimals.
  const digits = minorUnits(currency);
  const [whole = '', fraction = ''] = text.split('.');
  const rest = fraction.slice(digits);
  if (!/^0*$/.test(rest)) throw new Error(`2Checkout wrote a part of the least ${currency}.`);
  const kept = fraction.slice(0, digits);
  return parseMoney(kept === '' ? whole : `${whole}.${kept}`, currency);
}
