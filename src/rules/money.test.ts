import {
  dinero,
  down,
  halfAwayFromZero,
  halfDown,
  halfEven,
  halfTowardsZero,
  halfUp,
  multiply,
  toSnapshot,
  transformScale,
  up,
} from 'dinero.js/bigint';
import { EUR } from 'dinero.js/bigint/currencies';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  allocate,
  compare,
  divideRounded,
  equal,
  formatAmount,
  isNegative,
  isZero,
  money,
  multiplyQuantity,
  multiplyRatio,
  negate,
  parseMoney,
  type RoundingMode,
  subtract,
  sum,
  zero,
} from './money.ts';

const eur = (amount: bigint) => money(amount, 'EUR');
const amounts = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });

describe('arithmetic', () => {
  it('adds, subtracts, negates and compares', () => {
    expect(add(eur(1n), eur(2n))).toEqual(eur(3n));
    expect(subtract(eur(1n), eur(2n))).toEqual(eur(-1n));
    expect(negate(eur(5n))).toEqual(eur(-5n));
    expect(sum([eur(1n), eur(2n), eur(3n)], 'EUR')).toEqual(eur(6n));
    expect(sum([], 'JPY')).toEqual(zero('JPY'));
    expect([
      compare(eur(1n), eur(2n)),
      compare(eur(2n), eur(2n)),
      compare(eur(3n), eur(2n)),
    ]).toEqual([-1, 0, 1]);
    expect([isZero(eur(0n)), isZero(eur(1n)), isNegative(eur(-1n)), isNegative(eur(0n))]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(equal(eur(1n), money(1n, 'USD'))).toBe(false);
    expect(multiplyQuantity(eur(250n), 4)).toEqual(eur(1000n));
    expect(multiplyQuantity(eur(250n), -2n)).toEqual(eur(-500n));
  });

  it('never mixes currencies', () => {
    for (const mixed of [add, subtract, compare]) {
      expect(() => mixed(eur(1n), money(1n, 'USD'))).toThrow(
        expect.objectContaining({ code: 'currency_mismatch' }),
      );
    }
    expect(() => sum([eur(1n)], 'USD')).toThrow('cannot be reckoned together');
  });

  it.each([0.5, Number.NaN, 2 ** 53])('refuses the quantity %d', (n) => {
    expect(() => multiplyQuantity(eur(1n), n)).toThrow('whole number');
  });
});

describe('rounding', () => {
  // Each row: a tenth of 25, 15, 11, 19, 20 and of their negatives.
  const table: [RoundingMode, number[]][] = [
    ['half-away-from-zero', [3, 2, 1, 2, 2, -3, -2, -1, -2, -2]],
    ['half-even', [2, 2, 1, 2, 2, -2, -2, -1, -2, -2]],
    ['half-up', [3, 2, 1, 2, 2, -2, -1, -1, -2, -2]],
    ['half-down', [2, 1, 1, 2, 2, -3, -2, -1, -2, -2]],
    ['half-towards-zero', [2, 1, 1, 2, 2, -2, -1, -1, -2, -2]],
    ['up', [3, 2, 2, 2, 2, -3, -2, -2, -2, -2]],
    ['down', [2, 1, 1, 1, 2, -2, -1, -1, -1, -2]],
    ['ceiling', [3, 2, 2, 2, 2, -2, -1, -1, -1, -2]],
    ['floor', [2, 1, 1, 1, 2, -3, -2, -2, -2, -2]],
  ];
  it.each(table)('rounds by %s', (mode, expected) => {
    const tenths = [25n, 15n, 11n, 19n, 20n, -25n, -15n, -11n, -19n, -20n];
    expect(tenths.map((n) => Number(divideRounded(n, 10n, mode)))).toEqual(expected);
    expect(tenths.map((n) => Number(divideRounded(-n, -10n, mode)))).toEqual(expected);
  });

  it('refuses to divide by zero', () => {
    expect(() => multiplyRatio(eur(1n), 1n, 0n)).toThrow('divided by zero');
  });

  it('multiplies before it divides', () => {
    expect(multiplyRatio(eur(100n), 2n, 3n)).toEqual(eur(67n));
    expect(multiplyRatio(eur(10n), 1n, 3n, 'up')).toEqual(eur(4n));
  });

  it('agrees with dinero.js in each of its modes', () => {
    const oracles: [RoundingMode, typeof halfEven][] = [
      ['half-away-from-zero', halfAwayFromZero],
      ['half-towards-zero', halfTowardsZero],
      ['half-even', halfEven],
      ['half-up', halfUp],
      ['half-down', halfDown],
      ['ceiling', up],
      ['floor', down],
    ];
    const factors = fc.bigInt({ min: -(10n ** 6n), max: 10n ** 6n });
    fc.assert(
      fc.property(amounts, factors, fc.integer({ min: 0, max: 6 }), (amount, factor, scale) => {
        const product = multiply(dinero({ amount, currency: EUR }), {
          amount: factor,
          scale: BigInt(scale),
        });
        for (const [mode, divide] of oracles) {
          const expected = toSnapshot(transformScale(product, 2n, divide)).amount;
          const ours = multiplyRatio(eur(amount), factor, 10n ** BigInt(scale), mode);
          expect(ours.amount, mode).toBe(expected);
        }
      }),
    );
  });
});

describe('allocate', () => {
  it.each([
    [100n, [2n, 3n, 1n], [33n, 50n, 17n]],
    [100n, [1n, 1n, 1n], [34n, 33n, 33n]],
    [5n, [7n, 3n], [4n, 1n]],
    [-5n, [7n, 3n], [-4n, -1n]],
    [1n, [0n, 0n, 1n], [0n, 0n, 1n]],
    [0n, [1n, 2n], [0n, 0n]],
  ])('splits by largest remainder, case %#', (amount, weights, expected) => {
    expect(allocate(eur(amount), weights).map((part) => part.amount)).toEqual(expected);
  });

  it('refuses weights that are none', () => {
    expect(() => allocate(eur(1n), [0n, 0n])).toThrow('at least one weight');
    expect(() => allocate(eur(1n), [])).toThrow('at least one weight');
    expect(() => allocate(eur(1n), [2n, -1n])).toThrow('negative');
  });

  it('[7.9] makes parts that sum to the whole, are fair to a unit, and turn with the sign', () => {
    const weights = fc
      .array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 12 })
      .filter((list) => list.some((weight) => weight > 0n));
    fc.assert(
      fc.property(amounts, weights, (amount, list) => {
        const parts = allocate(eur(amount), list);
        expect(sum(parts, 'EUR').amount).toBe(amount);
        expect(allocate(eur(-amount), list)).toEqual(parts.map(negate));
        const whole = list.reduce((a, b) => a + b);
        parts.forEach((part, index) => {
          const weight = list[index] ?? 0n;
          const off = part.amount * whole - amount * weight;
          expect((off < 0n ? -off : off) < whole).toBe(true);
          if (weight === 0n) expect(part.amount).toBe(0n);
        });
      }),
    );
  });
});

describe('text', () => {
  it.each([
    ['12.50', 'EUR', 1250n],
    ['12.5', 'EUR', 1250n],
    ['0', 'EUR', 0n],
    ['-0.01', 'EUR', -1n],
    ['1200', 'JPY', 1200n],
    ['1.234', 'KWD', 1234n],
    ['999999999999999.99', 'EUR', 99999999999999999n],
  ])('reads %s %s', (text, currency, amount) => {
    expect(parseMoney(text, currency)).toEqual({ amount, currency });
  });

  it.each([
    '1e3',
    ' 10',
    '10 ',
    '-0',
    '-0.00',
    '+1',
    '10,00',
    '1.234',
    '',
    '.5',
    '5.',
    '01',
    '0x10',
    '--1',
    '1_000',
    'NaN',
    '１',
    '10\n',
    '1000000000000000',
  ])('refuses %j', (text) => {
    expect(() => parseMoney(text, 'EUR')).toThrow(
      expect.objectContaining({ code: 'invalid_input' }),
    );
  });

  it('refuses decimals that the currency has not', () => {
    expect(() => parseMoney('1.0', 'JPY')).toThrow('more decimals');
    expect(() => parseMoney('1', 'ABC')).toThrow('ISO 4217');
  });

  it.each([
    ['12.50', eur(1250n)],
    ['-0.05', eur(-5n)],
    ['0.00', eur(0n)],
    ['1200', money(1200n, 'JPY')],
    ['-7', money(-7n, 'JPY')],
    ['1.234', money(1234n, 'KWD')],
  ])('writes %s', (text, amount) => {
    expect(formatAmount(amount)).toBe(text);
  });

  it('reads what it writes', () => {
    fc.assert(
      fc.property(amounts, fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF'), (amount, currency) => {
        fc.pre(amount > -(10n ** 15n) && amount < 10n ** 15n);
        const made = { amount, currency };
        expect(parseMoney(formatAmount(made), currency)).toEqual(made);
      }),
    );
  });
});
