import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allocateBy,
  allocateWithRest,
  type RemainderPolicy,
  rescale,
  roundToStep,
  wholeWeights,
} from './allocation.ts';
import { parseDecimal } from './fraction.ts';
import { allocate, divideRounded, money } from './money.ts';

const eur = (amount: bigint) => money(amount, 'EUR');
const split = (amount: bigint, weights: bigint[], policy: RemainderPolicy, step?: bigint) =>
  allocateBy(eur(amount), weights, policy, step).map((part) => part.amount);

describe('allocateBy', () => {
  it('[7.9] the rest goes to whom the policy names', () => {
    expect(split(100n, [2n, 3n, 1n], 'largest-remainder')).toEqual([33n, 50n, 17n]);
    expect(split(100n, [2n, 3n, 1n], 'first')).toEqual([34n, 50n, 16n]);
    expect(split(100n, [2n, 3n, 1n], 'largest-weight')).toEqual([33n, 51n, 16n]);
    expect(split(9n, [3n, 3n, 4n], 'largest-weight')).toEqual([3n, 2n, 4n]);
    expect(split(2n, [0n, 1n, 3n, 1n], 'first')).toEqual([0n, 1n, 1n, 0n]);
  });

  it('[7.9] a negative amount splits as the positive one, unless it is floored', () => {
    expect(split(-5n, [7n, 3n], 'first')).toEqual([-4n, -1n]);
    expect(split(-5n, [7n, 3n], 'largest-remainder')).toEqual([-4n, -1n]);
    expect(split(-5n, [7n, 3n], 'floored-largest-remainder')).toEqual([-3n, -2n]);
  });

  it('[7.9] in steps, such as coins of 5 cents', () => {
    expect(split(10_000n, [1n, 1n, 1n], 'first', 5n)).toEqual([3335n, 3335n, 3330n]);
    expect(() => split(10_001n, [1n], 'first', 5n)).toThrow('steps');
    expect(() => split(10n, [1n], 'first', 0n)).toThrow('steps');
  });

  it('[7.9] refuses weights that make no whole', () => {
    expect(() => split(1n, [], 'first')).toThrow('above zero');
    expect(() => split(1n, [-1n, 2n], 'first')).toThrow('negative');
  });

  const policies = fc.constantFrom<RemainderPolicy>(
    'largest-remainder',
    'floored-largest-remainder',
    'first',
    'largest-weight',
  );
  const weights = fc
    .array(fc.bigInt({ min: 0n, max: 10n ** 6n }), { minLength: 1, maxLength: 12 })
    .filter((list) => list.some((weight) => weight > 0n));
  const amounts = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });

  it('[7.9] parts sum to the whole, and each is at most a unit off its share', () => {
    fc.assert(
      fc.property(amounts, weights, policies, (amount, list, policy) => {
        const parts = split(amount, list, policy);
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(amount);
        const whole = list.reduce((sum, weight) => sum + weight, 0n);
        parts.forEach((part, index) => {
          const off = part * whole - amount * (list[index] ?? 0n);
          // The first and the heaviest may get a unit though nothing was cut from them.
          const near = policy.endsWith('largest-remainder') ? whole - 1n : whole;
          expect(off <= near && -off <= near).toBe(true);
          if (list[index] === 0n) expect(part).toBe(0n);
        });
      }),
    );
  });

  it('[7.9] floored and plain agree above zero', () => {
    fc.assert(
      fc.property(amounts, weights, (amount, list) => {
        const m = eur(amount < 0n ? -amount : amount);
        expect(allocateBy(m, list, 'floored-largest-remainder')).toEqual(allocate(m, list));
      }),
    );
  });
});

describe('allocateWithRest', () => {
  it('[7.9] gives back what nobody got', () => {
    const each = allocateWithRest(eur(100n), [400n, 0n, 40n, 20n, 2n], 'each-cut');
    expect(each.parts.map(({ amount }) => amount)).toEqual([86n, 0n, 8n, 4n, 0n]);
    expect(each.rest.amount).toBe(2n);
    const blocks = allocateWithRest(eur(-10_000n), [30n, 20n, 40n, 40n], 'by-blocks');
    expect(blocks.parts.map(({ amount }) => amount)).toEqual([-2307n, -1538n, -3076n, -3076n]);
    expect(blocks.rest.amount).toBe(-3n);
  });
});

describe('helpers', () => {
  it('fractions become whole weights of the same proportion', () => {
    expect(wholeWeights([parseDecimal('0.5'), parseDecimal('1.5')])).toEqual([50n, 150n]);
  });

  it('rounds to steps and to other decimals, half to the odd too', () => {
    expect(roundToStep(eur(515n), 10n, 'half-away-from-zero').amount).toBe(520n);
    expect(rescale(10_455n, 3, 2, 'half-down')).toBe(1045n);
    expect(rescale(5n, 0, 2, 'half-even')).toBe(500n);
    const odd = [5n, 7n, -5n, -7n].map((n) => divideRounded(n, 2n, 'half-odd'));
    expect(odd).toEqual([3n, 3n, -3n, -3n]);
  });
});
