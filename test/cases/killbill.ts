import type { Proration } from '../../src/rules/billing-settings.ts';
import { type Cycle, parseCycle, periodStart } from '../../src/rules/cycle.ts';
import { duePeriods } from '../../src/rules/due-periods.ts';
import {
  type Fraction,
  formatFraction,
  fraction,
  parseDecimal,
  plus,
} from '../../src/rules/fraction.ts';
import { formatAmount, money, multiplyRatio, sum } from '../../src/rules/money.ts';
import type { PlainDate } from '../../src/rules/plain-date.ts';
import { prorate, shareOf } from '../../src/rules/proration.ts';
import {
  type BilledPeriod,
  boundaryAfter,
  boundaryAtOrBefore,
  firstPeriods,
} from '../../src/rules/schedule.ts';
import { amount, count, date, type Given, has, meaning, records, text, times } from './given.ts';
import { diverging } from './oracles/compare.ts';
import { killbillCycles, killbillFirst, killbillTrailing } from './oracles/killbill-stubs.ts';
import { type Check, check, type Outcome, Skipped } from './outcome.ts';

const cycles: ReadonlyMap<string, string> = new Map([
  ['WEEKLY', 'weekly'],
  ['BIWEEKLY', '2-weeks'],
  ['MONTHLY', 'monthly'],
  ['BIMESTRIAL', '2-months'],
  ['QUARTERLY', 'quarterly'],
  ['TRIANNUAL', '4-months'],
  ['BIANNUAL', 'semi-annual'],
  ['SEMI_ANNUAL', 'semi-annual'],
  ['ANNUAL', 'annual'],
  ['SESQUIENNIAL', '18-months'],
  ['BIENNIAL', 'biennial'],
  ['TRIENNIAL', 'triennial'],
]);

const asked = new Map<string, (given: Given, expect: Given) => Outcome>([
  ['recede', recede],
  ['align_weekly', alignWeekly],
  ['proration_after_last', trailingStub],
]);

/** Kill Bill: actual days of the actual period, each part to nine decimals; months of 30 too. */
export function killbill(given: Given, expect: Given): Outcome {
  if (has(expect, 'error')) throw new Skipped('dates in a wrong order cannot be put to the rules');
  if (has(given, 'op')) return meaning(asked, text(given, 'op'))(given, expect);
  if (has(given, 'events')) return subscription(given, expect);
  if (has(expect, 'number_of_billing_cycles')) return billingCycles(given, expect);
  return boundaries(given, expect);
}

function cycleOf(given: Given): Cycle {
  const name = text(given, 'billing_period');
  if (/DAY|DAILY/.test(name)) throw new Skipped('no cycle here is counted in days');
  return parseCycle(meaning(cycles, name));
}

function end(given: Given): PlainDate | null {
  return has(given, 'end_date') ? date(given, 'end_date') : null;
}

function startOf(on: PlainDate, cycle: Cycle, day: number): ReturnType<typeof firstPeriods> {
  const mode = { kind: 'monthly', day, thresholdDay: null } as const;
  return firstPeriods({ on, cycle, mode, prorated: true });
}

/** All periods that begin until a day, of a subscription from a start to an end. */
function periodsUntil(
  start: PlainDate,
  endsOn: PlainDate | null,
  schedule: { readonly anchor: PlainDate; readonly cycle: Cycle },
  until: PlainDate,
): readonly BilledPeriod[] {
  const item = { billedThrough: start, endsOn };
  return duePeriods(item, { ...schedule, leadDays: 0, grouping: 'period' }, until);
}

/** Shares of periods, each to nine decimals as the source rounds them, and then added. */
function added(periods: readonly BilledPeriod[], proration: Proration): Fraction {
  return periods
    .map(({ period, whole }) => {
      const { days, of } = shareOf(period, whole, proration);
      return parseDecimal(formatFraction(fraction(BigInt(days), BigInt(of)), 9));
    })
    .reduce(plus, fraction(0n));
}

/** A share of a price of 100.00, to compare amounts. */
function ofHundred({ numerator, denominator }: Fraction): ReturnType<typeof money> {
  return multiplyRatio(money(10_000n, 'USD'), numerator, denominator);
}

function billingCycles(given: Given, expect: Given): Outcome {
  if (text(given, 'billing_mode') !== 'IN_ADVANCE')
    throw new Skipped('billing in arrears is not sold');
  const [start, target, cycle] = [
    date(given, 'start_date'),
    date(given, 'target_date'),
    cycleOf(given),
  ];
  const day = count(given, 'bill_cycle_day');
  const { anchor, periods: first } = startOf(start, cycle, day);
  const ours = added(periodsUntil(start, end(given), { anchor, cycle }, target), 'actual');
  const what = 'number_of_billing_cycles';
  const stub = first.find(({ period, whole }) => period.start !== whole.start);
  if (stub === undefined) {
    const checks = [check(what, expect[what], formatFraction(ours, 9))];
    return { rule: 'firstPeriods, duePeriods, shareOf', checks };
  }
  const theirs = killbillCycles({ start, end: end(given), target, day, cycle });
  return {
    rule: 'duePeriods, shareOf; beside the leading stub of the source',
    checks: [check(what, expect[what], formatFraction(theirs, 9))],
    divergences: diverging(
      'of a price of 100.00',
      ofHundred(theirs),
      ofHundred(ours),
      'a leading stub ends on the next bill cycle day here, whatever the cycle, and is a part of the period before it, which begins on that day too',
    ),
  };
}

function trailingStub(given: Given, expect: Given): Outcome {
  const [last, until, cycle] = [
    date(given, 'previous_bill_through_date'),
    date(given, 'end_date'),
    cycleOf(given),
  ];
  const fixed = has(given, 'fixed_days_in_month') ? count(given, 'fixed_days_in_month') : 0;
  if (fixed !== 0 && fixed !== 30) throw new Skipped(`months of ${fixed} days are not sold`);
  const proration = fixed === 30 ? '30-day' : 'actual';
  const periods = periodsUntil(last, until, { anchor: last, cycle }, until);
  const ours = added(periods, proration);
  if (periods.length <= 1 || proration === '30-day') {
    const checks = [check('result', expect['result'], formatFraction(ours, 9))];
    return { rule: `shareOf ${proration}`, checks };
  }
  const theirs = killbillTrailing(last, until, cycle);
  return {
    rule: 'duePeriods, shareOf; beside the single division of the source',
    checks: [check('result', expect['result'], formatFraction(theirs, 9))],
    divergences: diverging(
      'of a price of 100.00',
      ofHundred(theirs),
      ofHundred(ours),
      'more than a period is whole periods and a part here, each of its own length',
    ),
  };
}

/** Kill Bill goes back period by period, so the day may clip on the way. */
function recede(given: Given, expect: Given): Outcome {
  const cycle = cycleOf(given);
  const steps = Array.from({ length: times(given, 'n') }, () => -1);
  const made = steps.reduce((day, step) => periodStart(day, cycle, step), date(given, 'date'));
  return { rule: 'periodStart', checks: [check('result', expect['result'], made)] };
}

function alignWeekly(given: Given, expect: Given): Outcome {
  const [anchor, day, cycle] = [
    date(given, 'previous_transition_date'),
    date(given, 'date'),
    cycleOf(given),
  ];
  const on = boundaryAtOrBefore(anchor, cycle, day);
  const made = on === day ? day : boundaryAfter(anchor, cycle, day);
  return {
    rule: 'boundaryAtOrBefore, boundaryAfter',
    checks: [check('result', expect['result'], made)],
  };
}

function boundaries(given: Given, expect: Given): Outcome {
  if (given['in_arrear_mode'] === 'GREEDY') {
    throw new Skipped('greedy billing in arrears is not sold');
  }
  const [start, cycle] = [date(given, 'start_date'), cycleOf(given)];
  const day = count(given, 'bill_cycle_day');
  const [one] = startOf(start, cycle, day).periods;
  const ours = one !== undefined && one.period.start !== one.whole.start ? one.period.end : start;
  const first = killbillFirst({ start, day, cycle });
  const { anchor } = startOf(first, cycle, day);
  const through = billedThrough(given, { anchor, cycle }, first);
  const made = new Map<string, () => unknown>([
    ['first_billing_cycle_date', () => first],
    ['effective_end_date', through],
    ['something_to_bill', () => through() !== null],
    ['last_billing_cycle_date', () => boundaryAtOrBefore(anchor, cycle, through() ?? start)],
    ['next_billing_cycle_date', () => boundaryAfter(anchor, cycle, through() ?? start)],
  ]);
  const reason = 'a longer cycle begins on the next bill cycle day here, there a whole cycle later';
  return {
    rule: 'firstPeriods, duePeriods, boundaryAfter',
    checks: [...made].flatMap(([key, actual]) =>
      has(expect, key) ? [check(key, expect[key], actual())] : [],
    ),
    divergences: ours === first ? [] : [{ what: 'first bill date', theirs: first, ours, reason }],
  };
}

/** The day until which is billed at the target; null when nothing is. */
function billedThrough(
  given: Given,
  schedule: { readonly anchor: PlainDate; readonly cycle: Cycle },
  first: PlainDate,
): () => PlainDate | null {
  return () => {
    const [start, target, stop] = [
      date(given, 'start_date'),
      date(given, 'target_date'),
      end(given),
    ];
    if (text(given, 'billing_mode') === 'IN_ADVANCE') {
      return periodsUntil(start, stop, schedule, target).at(-1)?.period.end ?? null;
    }
    if (stop !== null && stop <= target) return stop;
    return target < first ? null : boundaryAtOrBefore(schedule.anchor, schedule.cycle, target);
  };
}

/** One subscription with a monthly price, which events change. */
function subscription(given: Given, expect: Given): Outcome {
  const target = date(given, 'target_date');
  const events = records(given, 'events');
  const lines = events.flatMap((event, index) => {
    const next = events.find((_, at) => at > index);
    const start = date(event, 'date');
    const cycle = parseCycle('monthly');
    const { anchor } = startOf(start, cycle, count(event, 'bill_cycle_day'));
    const endsOn = next === undefined ? null : date(next, 'date');
    const price = amount(event, 'monthly_price', 'USD');
    const done = has(given, 'already_invoiced_for_target')
      ? periodsUntil(start, endsOn, { anchor, cycle }, date(given, 'already_invoiced_for_target'))
      : [];
    const from = done.at(-1)?.period.end ?? start;
    return periodsUntil(from, endsOn, { anchor, cycle }, target).map(({ period, whole }) => ({
      period,
      amount: prorate(price, 1, period, whole, 'actual'),
    }));
  });
  const balance = sum(
    lines.map(({ amount }) => amount),
    'USD',
  );
  const checks: Check[] = [];
  const items = lines.map(({ period }) => `${period.start}, ${period.end}`);
  if ('new_invoice' in expect) {
    checks.push(check('new_invoice', expect['new_invoice'], lines.length === 0 ? null : items));
  }
  if (has(expect, 'balance'))
    checks.push(check('balance', expect['balance'], formatAmount(balance)));
  if (has(expect, 'number_of_items')) {
    checks.push(check('number_of_items', expect['number_of_items'], lines.length));
  }
  if (has(expect, 'items')) checks.push(check('items', expect['items'], items));
  return { rule: 'firstPeriods, duePeriods, prorate', checks };
}
