import { fail, quoted } from '../errors.ts';
import { minorUnits } from './currency.ts';

/** An amount in the minor units of its currency (Law 3); never a float. */
export interface Money {
  readonly amount: bigint;
  readonly currency: string;
}

/**
 * What to do with the part that is lost by a division.
 *
 * `up` is away from zero and `down` towards zero; `ceiling` and `floor` are towards the infinities.
 * `half-up` and `half-down` move a tie towards plus and minus infinity, as Math.round does for up.
 */
export type RoundingMode =
  | 'half-away-from-zero'
  | 'half-even'
  | 'half-odd'
  | 'half-up'
  | 'half-down'
  | 'half-towards-zero'
  | 'up'
  | 'down'
  | 'ceiling'
  | 'floor';

/** An amount of minor units; the currency must be one of ISO 4217. */
export function money(amount: bigint, currency: string): Money {
  minorUnits(currency);
  return { amount, currency };
}

/** Nothing, in a currency. */
export function zero(currency: string): Money {
  return money(0n, currency);
}

function mustMatch(a: Money, b: Money): void {
  if (a.currency !== b.currency) {
    fail('currency_mismatch', `${a.currency} and ${b.currency} cannot be reckoned together.`);
  }
}

/** The sum of two amounts. @throws BillingError `currency_mismatch`. */
export function add(a: Money, b: Money): Money {
  mustMatch(a, b);
  return { amount: a.amount + b.amount, currency: a.currency };
}

/** The first amount less the second. @throws BillingError `currency_mismatch`. */
export function subtract(a: Money, b: Money): Money {
  mustMatch(a, b);
  return { amount: a.amount - b.amount, currency: a.currency };
}

/** The amount with the other sign. */
export function negate(a: Money): Money {
  return { amount: -a.amount, currency: a.currency };
}

/** The sum of a list, which may be empty. @throws BillingError `currency_mismatch`. */
export function sum(list: readonly Money[], currency: string): Money {
  return list.reduce(add, zero(currency));
}

/** Less than 0, 0 or more than 0, for sorting. @throws BillingError `currency_mismatch`. */
export function compare(a: Money, b: Money): number {
  mustMatch(a, b);
  if (a.amount === b.amount) return 0;
  return a.amount < b.amount ? -1 : 1;
}

/** The smaller of two amounts. @throws BillingError `currency_mismatch`. */
export function minimum(a: Money, b: Money): Money {
  return compare(a, b) <= 0 ? a : b;
}

/** Whether the amount is nothing. */
export function isZero(a: Money): boolean {
  return a.amount === 0n;
}

/** Whether the amount is below nothing. */
export function isNegative(a: Money): boolean {
  return a.amount < 0n;
}

/** Whether amount and currency are the same; other currencies are unequal, not an error. */
export function equal(a: Money, b: Money): boolean {
  return a.amount === b.amount && a.currency === b.currency;
}

/** The amount times a whole number. @throws BillingError `invalid_input` for a fraction. */
export function multiplyQuantity(m: Money, n: number | bigint): Money {
  if (typeof n === 'number' && !Number.isSafeInteger(n)) {
    fail('invalid_input', `A quantity is a whole number; ${n} is not.`);
  }
  return { amount: m.amount * BigInt(n), currency: m.currency };
}

/**
 * The amount times a fraction: multiplied first, then divided, rounded once (Law 3).
 *
 * @throws BillingError `invalid_input` when the denominator is zero.
 */
export function multiplyRatio(
  m: Money,
  numerator: bigint,
  denominator: bigint,
  mode: RoundingMode = 'half-away-from-zero',
): Money {
  const amount = divideRounded(m.amount * numerator, denominator, mode);
  return { amount, currency: m.currency };
}

/**
 * A whole quotient, rounded by a named mode.
 *
 * @throws BillingError `invalid_input` when the denominator is zero.
 */
export function divideRounded(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  if (denominator === 0n) fail('invalid_input', 'An amount cannot be divided by zero.');
  const quotient = numerator / denominator;
  const rest = numerator % denominator;
  if (rest === 0n) return quotient;
  const negative = numerator < 0n !== denominator < 0n;
  const twice = 2n * (rest < 0n ? -rest : rest);
  const size = denominator < 0n ? -denominator : denominator;
  const half = twice === size ? 0 : twice < size ? -1 : 1;
  // The quotient is cut towards zero; what remains to decide is whether one step away is taken.
  return stepsAway(mode, half, negative, quotient) ? quotient + (negative ? -1n : 1n) : quotient;
}

function stepsAway(mode: RoundingMode, half: number, negative: boolean, quotient: bigint): boolean {
  switch (mode) {
    case 'half-away-from-zero':
      return half >= 0;
    case 'half-towards-zero':
      return half > 0;
    case 'half-even':
      return half > 0 || (half === 0 && quotient % 2n !== 0n);
    case 'half-odd':
      return half > 0 || (half === 0 && quotient % 2n === 0n);
    case 'half-up':
      return half > 0 || (half === 0 && !negative);
    case 'half-down':
      return half > 0 || (half === 0 && negative);
    case 'up':
      return true;
    case 'down':
      return false;
    case 'ceiling':
      return !negative;
    case 'floor':
      return negative;
  }
}

/**
 * Splits an amount by weights so that the parts sum to the whole, by largest remainder.
 *
 * Of equal remainders the first wins; a negative amount splits as the positive one, with the sign
 * turned; a weight of zero gets nothing.
 *
 * @throws BillingError `invalid_input` when no weight is above zero or one is below it.
 */
export function allocate(m: Money, weights: readonly bigint[]): Money[] {
  let whole = 0n;
  for (const weight of weights) {
    if (weight < 0n) fail('invalid_input', 'A weight of an allocation cannot be negative.');
    whole += weight;
  }
  if (whole === 0n) fail('invalid_input', 'An allocation needs at least one weight above zero.');
  const negative = m.amount < 0n;
  const size = negative ? -m.amount : m.amount;
  const parts = weights.map((weight, index) => ({
    index,
    share: (size * weight) / whole,
    rest: (size * weight) % whole,
  }));
  let left = parts.reduce((remaining, part) => remaining - part.share, size);
  const byRest = [...parts].sort((a, b) =>
    a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1,
  );
  for (const part of byRest) {
    if (left === 0n) break;
    part.share += 1n;
    left -= 1n;
  }
  const { currency } = m;
  return parts.map((part) => ({ amount: negative ? -part.share : part.share, currency }));
}

/** Fifteen digits before the point keep every sum of amounts within PostgreSQL's bigint. */
const canonical = /^(-?)(0|[1-9]\d{0,14})(?:\.(\d{1,4}))?$/;

/**
 * Reads a decimal string such as `12.50`, with at most the currency's decimals (Law 3).
 *
 * @throws BillingError `invalid_input` for others: `1e3`, ` 10`, `+1`, `-0`, `10,00`, `1.234` EUR.
 */
export function parseMoney(text: string, currency: string): Money {
  const digits = minorUnits(currency);
  const match = canonical.exec(text);
  if (match === null) {
    fail(
      'invalid_input',
      `${quoted(text)} is not an amount; write a decimal string such as 12.50.`,
    );
  }
  const fraction = match[3] ?? '';
  if (fraction.length > digits) {
    fail('invalid_input', `${quoted(text)} has more decimals than ${currency} has (${digits}).`);
  }
  const size = BigInt(`${match[2]}${fraction.padEnd(digits, '0')}`);
  if (match[1] === '-' && size === 0n) {
    fail('invalid_input', `${quoted(text)} is not an amount; write zero without a sign.`);
  }
  return { amount: match[1] === '-' ? -size : size, currency };
}

/** The amount as a decimal string with all decimals of its currency: `12.50`, JPY `1200`. */
export function formatAmount(m: Money): string {
  const digits = minorUnits(m.currency);
  const sign = m.amount < 0n ? '-' : '';
  const text = (m.amount < 0n ? -m.amount : m.amount).toString();
  if (digits === 0) return sign + text;
  const padded = text.length > digits ? text : text.padStart(digits + 1, '0');
  return `${sign}${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}
