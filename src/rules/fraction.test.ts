import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareFractions,
  dividedBy,
  formatFraction,
  fraction,
  larger,
  minus,
  parseDecimal,
  plus,
  roundFraction,
  smaller,
  times,
} from './fraction.ts';

const some = fc
  .tuple(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), fc.bigInt({ min: 1n, max: 10n ** 6n }))
  .map(([numerator, denominator]) => fraction(numerator, denominator));

describe('fraction', () => {
  it('[12.3] reads decimals exactly and writes them without trailing zeros', () => {
    expect(parseDecimal('0.025')).toEqual({ numerator: 25n, denominator: 1000n });
    expect(formatFraction(parseDecimal('-12.50'), 6)).toBe('-12.5');
    expect(formatFraction(fraction(2n, 3n), 4)).toBe('0.6667');
    expect(formatFraction(fraction(-1n, 1000n), 2)).toBe('0');
    for (const wrong of ['', '1e3', ' 1', '+1', '01', '1.', '.5', '1,5', 'NaN']) {
      expect(() => parseDecimal(wrong), wrong).toThrow('not a decimal number');
    }
  });

  it('refuses to divide by zero', () => {
    expect(() => fraction(1n, 0n)).toThrow('divided by zero');
    expect(() => dividedBy(fraction(1n), fraction(0n))).toThrow('divided by zero');
  });

  it('compares and rounds', () => {
    expect(smaller(fraction(1n, 3n), fraction(1n, 2n))).toEqual(fraction(1n, 3n));
    expect(larger(fraction(1n, 3n), fraction(1n, 2n))).toEqual(fraction(1n, 2n));
    expect(fraction(1n, -2n)).toEqual({ numerator: -1n, denominator: 2n });
    expect(roundFraction(fraction(-5n, 2n), 'half-away-from-zero')).toBe(-3n);
  });

  it('adds and takes away, multiplies and divides without loss', () => {
    fc.assert(
      fc.property(some, some, (a, b) => {
        expect(compareFractions(minus(plus(a, b), b), a)).toBe(0);
        fc.pre(b.numerator !== 0n);
        expect(compareFractions(dividedBy(times(a, b), b), a)).toBe(0);
      }),
    );
  });
});
