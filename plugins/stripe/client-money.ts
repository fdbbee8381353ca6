import type { Money } from '../../src/rules/money.ts';

/** Currencies without decimals in life, which Stripe wants with two zeros. */
const hundredfold = new Set(['ISK', 'UGX']);
/** Two decimals in ISO 4217, none at Stripe. */
const hundredth = new Set(['MGA']);
/** Three decimals, of which Stripe takes two. */
const tens = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);

/**
 * An amount as Stripe writes it: a whole number in its own smallest unit.
 *
 * @returns null for an amount that Stripe cannot write, such as 0.001 dinars.
 */
export function toStripe({ amount, currency }: Money): number | null {
  if (hundredth.has(currency) && amount % 100n !== 0n) return null;
  if (tens.has(currency) && amount % 10n !== 0n) return null;
  const units = hundredfold.has(currency) ? amount * 100n : amount;
  const written = hundredth.has(currency) ? units / 100n : units;
  return written > BigInt(Number.MAX_SAFE_INTEGER) ? null : Number(written);
}

/**
 * What Stripe wrote, in minor units.
 *
 * @throws Error for a number that is not whole, or has decimals that its currency lacks.
 */
export function fromStripe(units: number, code: string): Money {
  const currency = code.toUpperCase();
  if (!Number.isSafeInteger(units)) throw new Error('Stripe wrote an amount that is not whole.');
  const amount = BigInt(units);
  if (hundredth.has(currency)) return { amount: amount * 100n, currency };
  if (!hundredfold.has(currency)) return { amount, currency };
  if (amount % 100n !== 0n) throw new Error(`Stripe wrote a part of one ${currency}.`);
  return { amount: amount / 100n, currency };
}

/** A fee that Stripe kept, in minor units: of a currency without decimals it may keep a part. */
export function feeFromStripe(units: number, code: string): Money {
  const part = hundredfold.has(code.toUpperCase()) ? units % 100 : 0;
  return fromStripe(units - part + (part >= 50 ? 100 : 0), code);
}
