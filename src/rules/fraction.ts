import { fail, quoted } from '../errors.ts';
import { divideRounded, type RoundingMode } from './money.ts';

/** An exact number, never a float; the denominator is above zero. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const decimal = /^(-?)(0|[1-9]\d{0,29})(?:\.(\d{1,30}))?$/;

/**
 * Reads a decimal string such as `0.025` or `-12.50` exactly.
 *
 * @throws BillingError `invalid_input` for exponents, blanks, a plus sign and leading zeros.
 */
export function parseDecimal(text: string): Fraction {
  const match = decimal.exec(text);
  if (match === null) {
    fail('invalid_input', `${quoted(text)} is not a decimal number; write one as 0.025.`);
  }
  const places = match[3] ?? '';
  return {
    numerator: BigInt(`${match[1]}${match[2]}${places}`),
    denominator: 10n ** BigInt(places.length),
  };
}

/** A whole number as a fraction, or the quotient of two. @throws BillingError for a divisor 0. */
export function fraction(numerator: bigint, denominator: bigint = 1n): Fraction {
  if (denominator === 0n) fail('invalid_input', 'A number cannot be divided by zero.');
  return denominator < 0n ? reduced(-numerator, -denominator) : reduced(numerator, denominator);
}

/** Keeps sums of many terms from growing; a common denominator needs no work. */
function reduced(numerator: bigint, denominator: bigint): Fraction {
  if (denominator === 1n) return { numerator, denominator };
  let a = numerator < 0n ? -numerator : numerator;
  let b = denominator;
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 1n
    ? { numerator, denominator }
    : { numerator: numerator / a, denominator: denominator / a };
}

/** The sum of two fractions, exactly. */
export function plus(a: Fraction, b: Fraction): Fraction {
  if (a.denominator === b.denominator) return fraction(a.numerator + b.numerator, a.denominator);
  return fraction(
    a.numerator * b.denominator + b.numerator * a.denominator,
    a.denominator * b.denominator,
  );
}

/** The first fraction less the second, exactly. */
export function minus(a: Fraction, b: Fraction): Fraction {
  return plus(a, { numerator: -b.numerator, denominator: b.denominator });
}

/** The product of two fractions, exactly. */
export function times(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** The quotient of two fractions, exactly. @throws BillingError `invalid_input` for a divisor 0. */
export function dividedBy(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.denominator, a.denominator * b.numerator);
}

/** Less than 0, 0 or more than 0, for sorting. */
export function compareFractions(a: Fraction, b: Fraction): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

/** The smaller of two fractions. */
export function smaller(a: Fraction, b: Fraction): Fraction {
  return compareFractions(a, b) <= 0 ? a : b;
}

/** The larger of two fractions. */
export function larger(a: Fraction, b: Fraction): Fraction {
  return compareFractions(a, b) >= 0 ? a : b;
}

/** The whole number that a rounding mode makes of a fraction. */
export function roundFraction(a: Fraction, mode: RoundingMode): bigint {
  return divideRounded(a.numerator, a.denominator, mode);
}

/** The fraction as a decimal of at most that many places, without trailing zeros: `0.6`. */
export function formatFraction(
  a: Fraction,
  places: number,
  mode: RoundingMode = 'half-away-from-zero',
): string {
  const scaled = roundFraction(times(a, fraction(10n ** BigInt(places))), mode);
  const sign = scaled < 0n ? '-' : '';
  const text = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, '0');
  const whole = text.slice(0, text.length - places);
  const rest = text.slice(text.length - places).replace(/0+$/, '');
  return `${sign}${whole}${rest === '' ? '' : `.${rest}`}`;
}
