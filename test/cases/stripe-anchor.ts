import { type Cycle, periodStart } from '../../src/rules/cycle.ts';
import { date, firstOf, type Given, has, meaning, text, texts, Unreadable } from './given.ts';
import { check, type Outcome } from './outcome.ts';

const cycles: ReadonlyMap<string, Cycle> = new Map<string, Cycle>([
  ['week', { unit: 'week', count: 1 }],
  ['weekly', { unit: 'week', count: 1 }],
  ['month', { unit: 'month', count: 1 }],
  ['monthly', { unit: 'month', count: 1 }],
  ['quarter', { unit: 'month', count: 3 }],
  ['quarterly', { unit: 'month', count: 3 }],
  ['year', { unit: 'year', count: 1 }],
  ['yearly', { unit: 'year', count: 1 }],
  ['annual', { unit: 'year', count: 1 }],
]);

const anchors = ['anchor', 'billing_cycle_anchor', 'anchor_date', 'start_date', 'start', 'date'];
const intervals = ['interval', 'billing_period', 'cycle', 'period'];

/** Stripe: an anchor on the 31st bills on the last day of shorter months, and returns to it. */
export function stripeAnchor(given: Given, expect: Given): Outcome {
  const anchor = date(given, firstOf(given, anchors));
  const named = intervals.find((key) => has(given, key));
  const cycle = meaning(cycles, named === undefined ? 'month' : text(given, named).toLowerCase());
  const key = Object.keys(expect).find((one) => Array.isArray(expect[one]));
  if (key === undefined) throw new Unreadable('no list of dates is expected');
  const expected = texts(expect, key);
  const starts = [...expected, anchor].map((_, n) => periodStart(anchor, cycle, n));
  const made = expected[0] === anchor ? starts.slice(0, expected.length) : starts.slice(1);
  return { rule: 'periodStart', checks: [check(key, expected, made)] };
}
