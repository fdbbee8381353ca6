import { fail } from '../errors.ts';
import {
  compareFractions,
  dividedBy,
  type Fraction,
  fraction,
  larger,
  minus,
  plus,
  roundFraction,
  smaller,
  times,
} from './fraction.ts';

/** A tier of a price by use, exactly. */
export interface UnitTier {
  /** The last unit of the tier, counted from the first of all; null for all above. */
  readonly upTo: Fraction | null;
  /** What so many units cost. */
  readonly price: Fraction;
  /** How many units the price buys; one when absent. */
  readonly per?: Fraction | undefined;
  /** Whether a started lot is charged whole; else by exact fraction. */
  readonly startedWhole?: boolean | undefined;
  /** Charged once when the tier is reached, the first one always. */
  readonly fee?: Fraction | undefined;
}

/** How units are priced (SPEC 2.3): flat has one tier, so either other model does for it. */
export interface UnitPricing {
  /** Graduated fills tier by tier; volume takes the one tier reached for all. */
  readonly model: 'graduated' | 'volume';
  readonly tiers: readonly UnitTier[];
}

/** What one tier came to. */
export interface TierCharge {
  /** Its place among the tiers, from 0. */
  readonly tier: number;
  readonly units: Fraction;
  readonly amount: Fraction;
}

const none: Fraction = fraction(0n);

/**
 * The price of units, exactly: nothing is rounded here (SPEC 12.3). Units above the last tier have
 * its price.
 *
 * @param reached the units that decide the tier of the volume model, where they are others than
 * those that are charged.
 */
export function priceUnits(
  units: Fraction,
  { model, tiers }: UnitPricing,
  reached: Fraction = units,
): { readonly amount: Fraction; readonly parts: readonly TierCharge[] } {
  if (compareFractions(units, none) < 0) fail('invalid_input', 'Units cannot be below zero.');
  const parts = model === 'volume' ? [volume(units, tiers, reached)] : graduated(units, tiers);
  return { amount: parts.reduce((total, part) => plus(total, part.amount), none), parts };
}

function volume(units: Fraction, tiers: readonly UnitTier[], reached: Fraction): TierCharge {
  const found = tiers.findIndex(
    ({ upTo }) => upTo === null || compareFractions(reached, upTo) <= 0,
  );
  const tier = found < 0 ? tiers.length - 1 : found;
  return { tier, units, amount: tierAmount(units, tierAt(tiers, tier)) };
}

function graduated(units: Fraction, tiers: readonly UnitTier[]): TierCharge[] {
  const parts: TierCharge[] = [];
  let from = none;
  for (const [index, tier] of tiers.entries()) {
    if (index > 0 && compareFractions(units, from) <= 0) break;
    const last = index === tiers.length - 1;
    const until = tier.upTo === null || last ? units : smaller(units, tier.upTo);
    const inTier = larger(minus(until, from), none);
    parts.push({ tier: index, units: inTier, amount: tierAmount(inTier, tier) });
    if (tier.upTo !== null) from = tier.upTo;
  }
  return parts;
}

function tierAt(tiers: readonly UnitTier[], index: number): UnitTier {
  const tier = tiers[index];
  if (tier === undefined) fail('invalid_input', 'A price by use has at least one tier.');
  return tier;
}

function tierAmount(units: Fraction, { price, per, startedWhole, fee }: UnitTier): Fraction {
  const lots = per === undefined ? units : dividedBy(units, per);
  const charged = startedWhole === true ? fraction(roundFraction(lots, 'ceiling')) : lots;
  return plus(times(charged, price), fee ?? none);
}

/** Units above an allowance; never below none. */
export function unitsOver(units: Fraction, allowance: Fraction): Fraction {
  return larger(minus(units, allowance), none);
}

/** Units raised to whole blocks, of which a started one counts whole (SPEC 2.3). */
export function startedBlocks(units: Fraction, block: Fraction): Fraction {
  return times(fraction(roundFraction(dividedBy(units, block), 'ceiling')), block);
}

/**
 * Tiers whose ends are counted in blocks of their own: `count` blocks of `block` units each, every
 * started one at `price`; a count of null has no end.
 */
export function tiersOfBlocks(
  list: readonly {
    readonly block: Fraction;
    readonly count: Fraction | null;
    readonly price: Fraction;
  }[],
): UnitTier[] {
  let end = none;
  return list.map(({ block, count, price }) => {
    if (count !== null) end = plus(end, times(count, block));
    return { upTo: count === null ? null : end, price, per: block, startedWhole: true };
  });
}

const bytes: ReadonlyMap<string, bigint> = new Map(
  ['KB', 'MB', 'GB', 'TB', 'PB'].flatMap((name, index): [string, bigint][] => [
    [name, 1000n ** BigInt(index + 1)],
    [`${name[0]}iB`, 1024n ** BigInt(index + 1)],
  ]),
);

/**
 * An amount of data in another unit: 1 GB is 1000 MB, 1 GiB is 1024 MiB (SPEC 12.4).
 *
 * @throws BillingError `invalid_input` for two units of different kinds.
 */
export function inUnit(amount: Fraction, from: string, to: string): Fraction {
  if (from === to) return amount;
  const size = bytes.get(from);
  const wanted = bytes.get(to);
  if (size === undefined || wanted === undefined) {
    fail('invalid_input', `${from} cannot be counted in ${to}.`);
  }
  return times(amount, fraction(size, wanted));
}
