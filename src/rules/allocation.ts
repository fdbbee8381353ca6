import { fail } from '../errors.ts';
import { type Fraction, fraction, times } from './fraction.ts';
import { allocate, divideRounded, type Money, type RoundingMode } from './money.ts';

/**
 * Who gets the units that are left after every part was cut down, one each:
 *
 * - `largest-remainder`: who lost most by the cut, of equals the first; a negative amount splits as
 *   the positive one with its sign turned;
 * - `floored-largest-remainder`: the same, but a negative amount is cut towards minus infinity;
 * - `first`: the first parts that have a weight;
 * - `largest-weight`: the heaviest parts, of equals the first.
 */
export type RemainderPolicy =
  | 'largest-remainder'
  | 'floored-largest-remainder'
  | 'first'
  | 'largest-weight';

interface Part {
  readonly index: number;
  readonly weight: bigint;
  readonly rest: bigint;
}

function absolute(n: bigint): bigint {
  return n < 0n ? -n : n;
}

function wholeOf(weights: readonly bigint[]): bigint {
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  if (weights.some((weight) => weight < 0n)) {
    fail('invalid_input', 'A weight of an allocation cannot be negative.');
  }
  if (whole === 0n) fail('invalid_input', 'An allocation needs at least one weight above zero.');
  return whole;
}

/** The amount in steps, such as coins of 5 cents; it has no part of one. */
function inSteps({ amount }: Money, step: bigint): bigint {
  if (step <= 0n || amount % step !== 0n) {
    fail('invalid_input', 'An amount in steps is a whole number of them.');
  }
  return amount / step;
}

/**
 * Splits an amount by weights so that the parts sum to the whole, by a named policy; `allocate` is
 * the one by largest remainder. A weight of zero gets nothing.
 *
 * @param step the smallest unit of a part, in minor units; the amount is a multiple of it.
 * @throws BillingError `invalid_input` for negative weights, none above zero, or a wrong step.
 */
export function allocateBy(
  m: Money,
  weights: readonly bigint[],
  policy: RemainderPolicy,
  step: bigint = 1n,
): Money[] {
  const { currency } = m;
  const units = inSteps(m, step);
  const inUnits = (count: bigint): Money => ({ amount: count * step, currency });
  if (policy === 'largest-remainder') {
    return allocate({ amount: units, currency }, weights).map(({ amount }) => inUnits(amount));
  }
  const whole = wholeOf(weights);
  const floored = policy === 'floored-largest-remainder';
  const negative = units < 0n && !floored;
  const size = negative ? -units : units;
  const shares = weights.map((weight) => divideRounded(size * weight, whole, 'floor'));
  const left = shares.reduce((rest, share) => rest - share, size);
  const parts = weights.map((weight, index): Part => {
    const share = shares[index] ?? 0n;
    return { index, weight, rest: size * weight - share * whole };
  });
  const lucky = new Set(
    parts
      .filter(({ weight }) => weight > 0n)
      .sort(order(policy))
      .slice(0, Number(left))
      .map(({ index }) => index),
  );
  return shares.map((share, index) => {
    const count = lucky.has(index) ? share + 1n : share;
    return inUnits(negative ? -count : count);
  });
}

function order(policy: RemainderPolicy): (a: Part, b: Part) => number {
  const pick = ({ weight, rest }: Part): bigint =>
    policy === 'first' ? 0n : policy === 'largest-weight' ? weight : rest;
  return (a, b) => (pick(a) === pick(b) ? a.index - b.index : pick(a) > pick(b) ? -1 : 1);
}

/** Parts with what was left over, which nobody got. */
export interface PartsAndRest {
  readonly parts: readonly Money[];
  readonly rest: Money;
}

/**
 * Splits an amount by weights, each part cut towards zero, and gives back what is left. `by-blocks`
 * keeps the parts exactly in proportion: only as many whole blocks are given as the amount has.
 *
 * @throws BillingError `invalid_input`, as {@link allocateBy}.
 */
export function allocateWithRest(
  m: Money,
  weights: readonly bigint[],
  how: 'each-cut' | 'by-blocks',
  step: bigint = 1n,
): PartsAndRest {
  const units = inSteps(m, step);
  const whole = wholeOf(weights);
  const common = weights.reduce(commonDivisor, 0n);
  const blocks = units / (whole / common);
  const parts = weights.map((weight) => ({
    amount: (how === 'each-cut' ? (units * weight) / whole : blocks * (weight / common)) * step,
    currency: m.currency,
  }));
  const rest = parts.reduce((left, { amount }) => left - amount, m.amount);
  return { parts, rest: { amount: rest, currency: m.currency } };
}

function commonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [absolute(a), absolute(b)];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** Weights in whole numbers of the same proportion, such as 3 and 9 for 1/2 and 3/2. */
export function wholeWeights(list: readonly Fraction[]): bigint[] {
  const all = list.reduce((product, { denominator }) => product * denominator, 1n);
  return list.map((one) => {
    const { numerator, denominator } = times(one, fraction(all));
    return numerator / denominator;
  });
}

/** An amount rounded to whole steps, such as 5 for the smallest coin (cash rounding). */
export function roundToStep(m: Money, step: bigint, mode: RoundingMode): Money {
  return { amount: divideRounded(m.amount, step, mode) * step, currency: m.currency };
}

/** A whole number of units of `from` decimals in units of `to` decimals, rounded once. */
export function rescale(amount: bigint, from: number, to: number, mode: RoundingMode): bigint {
  if (to >= from) return amount * 10n ** BigInt(to - from);
  return divideRounded(amount, 10n ** BigInt(from - to), mode);
}
