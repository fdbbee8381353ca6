import { formatFraction } from '../../src/rules/fraction.ts';

import { formatAmount } from '../../src/rules/money.ts';

import { addDays, type PlainDate } from '../../src/rules/plain-date.ts';
import { inUnit } from '../../src/rules/unit-price.ts';
import { chargeForUse, type Reading, useOf } from '../../src/rules/usage.ts';
import { amount, type Given, meaning, records, text, times } from './given.ts';
import { check, type Outcome } from './outcome.ts';

/** A first of month for each length of one. */
const months: ReadonlyMap<string, PlainDate> = new Map([
  ['28', '2026-02-01'],
  ['29', '2028-02-01'],
  ['30', '2026-04-01'],
  ['31', '2026-01-01'],
]);

/** Plesk: the average of the daily overage × the monthly price; 1 GB is 1000 MB. */
export function pleskUsage(given: Given, expect: Given): Outcome {
  const currency = text(given, 'currency');
  const month = meaning(months, text(given, 'month_days'));
  const values = records(given, 'daily_overage').flatMap((span) =>
    Array.from({ length: times(span, 'days') }, () => text(span, 'mb')),
  );
  const readings = values.map(
    (value, index): Reading => ({
      day: addDays(month, index),
      value,
      unit: 'MB',
      allowance: '0',
    }),
  );
  const meter = {
    resource: text(given, 'resource'),
    unit: 'GB',
    included: '0',
    mode: 'sampled',
    over: 'charged',
    model: 'flat',
    tiers: [{ upTo: null, prices: [{ currency, amount: text(given, 'price_per_gb') }] }],
  } as const;
  const use = useOf({ meter, month, activeFrom: month, activeUntil: null, readings });
  const charge = chargeForUse(meter, use, currency, 'half-away-from-zero');
  const average = formatFraction(inUnit(use.over, 'GB', 'MB'), 6);
  const expected = formatAmount(amount(expect, 'charge', currency));
  return {
    rule: 'useOf, chargeForUse',
    checks: [
      check('average_overage_mb', expect['average_overage_mb'], average),
      check('charge', expected, formatAmount(charge.amount)),
    ],
  };
}
