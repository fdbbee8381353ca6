import { formatAmount, type Money, multiplyRatio } from '../../src/rules/money.ts';
import { amount, type Given, has, text, whole } from './given.ts';
import { diverging } from './oracles/compare.ts';
import { dayPrice, daysAt } from './oracles/day-price.ts';
import { check, type Outcome } from './outcome.ts';

/** One vendor rounds the price of a day first; here the amount is rounded once, at the end. */
export function dayPriceRounded(given: Given, expect: Given): Outcome {
  const currency = text(given, 'currency');
  const [days, left] = [whole(given, 'days_in_cycle'), whole(given, 'days_remaining')];
  const read = (source: Given, key: string): Money => amount(source, key, currency);
  const [old, next] = [read(given, 'old_price'), read(given, 'new_price')];
  const made = new Map<string, Money>([
    ['day_price_old', dayPrice(old, days)],
    ['day_price_new', dayPrice(next, days)],
    ['refund', daysAt(dayPrice(old, days), left)],
    ['upgrade_charge', daysAt(dayPrice(next, days), left)],
  ]);
  const reason = 'the price of a day is rounded first, and its error grows with the days';
  const ours = new Map<string, Money>([
    ['refund', multiplyRatio(old, left, days)],
    ['upgrade_charge', multiplyRatio(next, left, days)],
  ]);
  return {
    rule: 'multiplyRatio; beside the day price of the source',
    checks: [...made].flatMap(([key, value]) =>
      has(expect, key) ? [check(key, formatAmount(read(expect, key)), formatAmount(value))] : [],
    ),
    divergences: [...ours].flatMap(([key, value]) =>
      diverging(key, made.get(key) ?? value, value, reason),
    ),
  };
}
