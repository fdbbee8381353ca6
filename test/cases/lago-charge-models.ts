import {
  compareFractions,
  type Fraction,
  formatFraction,
  fraction,
  plus,
  smaller,
} from '../../src/rules/fraction.ts';
import { parseRate } from '../../src/rules/rate.ts';
import { priceUnits, type UnitTier, unitsOver } from '../../src/rules/unit-price.ts';
import { decimal, decimalOf, type Given, has, record, records, text, texts } from './given.ts';
import { check, type Outcome, Skipped } from './outcome.ts';

const none = fraction(0n);

/** Lago charge models: exact decimals, nothing is rounded before the fee. */
export function lagoChargeModels(given: Given, expect: Given): Outcome {
  const model = text(given, 'charge_model');
  const properties = record(given, 'properties');
  const amount = amountOf(model, given, properties);
  return {
    rule: `priceUnits (${model})`,
    checks: [check('amount', expect['amount'], formatFraction(amount, 15))],
  };
}

function amountOf(model: string, given: Given, properties: Given): Fraction {
  const units = unitsOver(decimal(given, 'units'), none);
  const flat = (price: Fraction, more: Partial<UnitTier> = {}): readonly UnitTier[] => [
    { upTo: null, price, ...more },
  ];
  switch (model) {
    case 'standard':
      return graduated(units, flat(decimal(properties, 'amount')));
    case 'package': {
      const lot = { per: decimal(properties, 'package_size'), startedWhole: true };
      const over = unitsOver(units, optional(properties, 'free_units'));
      return graduated(over, flat(decimal(properties, 'amount'), lot));
    }
    case 'graduated':
      return graduated(units, records(properties, 'graduated_ranges').map(tierOf));
    case 'graduated_percentage':
      return graduated(units, records(properties, 'graduated_percentage_ranges').map(tierOf));
    case 'volume': {
      const tiers = records(properties, 'volume_ranges').map(tierOf);
      const reached = has(given, 'full_units_number') ? decimal(given, 'full_units_number') : units;
      return priceUnits(units, { model: 'volume', tiers }, reached).amount;
    }
    case 'percentage':
      return percentage(units, given, properties);
    default:
      throw new Skipped(`the model ${model} is not sold`);
  }
}

function graduated(units: Fraction, tiers: readonly UnitTier[]): Fraction {
  return priceUnits(units, { model: 'graduated', tiers }).amount;
}

function optional(properties: Given, key: string): Fraction {
  return has(properties, key) ? decimal(properties, key) : none;
}

function tierOf(range: Given): UnitTier {
  return {
    upTo: has(range, 'to_value') ? decimal(range, 'to_value') : null,
    price: has(range, 'rate') ? parseRate(text(range, 'rate')) : decimal(range, 'per_unit_amount'),
    fee: optional(range, 'flat_amount'),
  };
}

/** A rate on the units above the free ones, and a fee for each event above the free ones. */
function percentage(units: Fraction, given: Given, properties: Given): Fraction {
  const capped =
    has(properties, 'per_transaction_max_amount') || has(properties, 'per_transaction_min_amount');
  if (capped && given['min_max_per_transaction_applied'] !== false) {
    throw new Skipped('caps per transaction are not sold');
  }
  const running = has(given, 'running_total')
    ? texts(given, 'running_total').map((total) => decimalOf(total, 'running_total'))
    : [];
  const freeTotal = optional(properties, 'free_units_per_total_aggregation');
  const freeUnits = smallestGiven([freeTotal, running.at(-1) ?? none]);
  const below = running.filter((total) => compareFractions(total, freeTotal) < 0);
  const freeEvents = smallestGiven([
    optional(properties, 'free_units_per_events'),
    fraction(BigInt(below.length)),
  ]);
  const rate = [{ upTo: null, price: parseRate(text(properties, 'rate')) }];
  const fee = [{ upTo: null, price: optional(properties, 'fixed_amount') }];
  // Without events before it nothing was free.
  const over = running.length === 0 ? units : unitsOver(units, freeUnits);
  const paidEvents = unitsOver(optional(given, 'count'), freeEvents);
  return plus(graduated(over, rate), graduated(paidEvents, fee));
}

/** The smallest of those that are above zero; zero when none is. */
function smallestGiven(list: readonly Fraction[]): Fraction {
  const above = list.filter((one) => compareFractions(one, none) > 0);
  return above.reduce((least, one) => smaller(least, one), above[0] ?? none);
}
