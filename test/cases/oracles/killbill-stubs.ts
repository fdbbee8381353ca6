import { type Cycle, periodStart } from '../../../src/rules/cycle.ts';
import { type Fraction, fraction, roundFraction } from '../../../src/rules/fraction.ts';
import { daysBetween, daysInMonth, type PlainDate } from '../../../src/rules/plain-date.ts';

/** What Kill Bill is asked. */
export interface CyclesQuestion {
  readonly start: PlainDate;
  readonly end: PlainDate | null;
  readonly target: PlainDate;
  /** The bill cycle day; a shorter month has its last day instead. */
  readonly day: number;
  readonly cycle: Cycle;
}

/** The bill cycle day within the month of a date. */
function aligned(date: PlainDate, day: number): PlainDate {
  const length = daysInMonth(date);
  return `${date.slice(0, 8)}${String(Math.min(day, length)).padStart(2, '0')}`;
}

/** The n-th bill date after one, back on the bill cycle day where the month has it. */
function nth(first: PlainDate, cycle: Cycle, n: number, day: number): PlainDate {
  const plain = periodStart(first, cycle, n);
  return cycle.unit === 'week' ? plain : aligned(plain, day);
}

/**
 * The first bill date as Kill Bill finds it: the bill cycle day in the month of the start, and
 * where that is past, one whole billing period after it.
 */
export function killbillFirst({
  start,
  day,
  cycle,
}: Pick<CyclesQuestion, 'start' | 'day' | 'cycle'>): PlainDate {
  if (cycle.unit === 'week') return start;
  const here = aligned(start, day);
  return here >= start ? here : nth(here, cycle, 1, day);
}

const places = 10n ** 9n;

/** A quotient of days to nine decimals, half up. */
function share(days: number, of: number): bigint {
  const exact = fraction(BigInt(days) * places, BigInt(of));
  return roundFraction(exact, 'half-away-from-zero');
}

/**
 * The number of billing cycles as Kill Bill reckons them: the period before the first bill date
 * begins one period before that date, without going back to the bill cycle day; each part is
 * rounded to nine decimals, and then they are added.
 */
export function killbillCycles(question: CyclesQuestion): Fraction {
  const { start, end, target, day, cycle } = question;
  const first = killbillFirst(question);
  let cycles = 0n;
  if (start < first) {
    const until = end !== null && end <= first ? end : first;
    const previous = periodStart(until, cycle, -1);
    cycles += share(daysBetween(start, until), daysBetween(previous, until));
    if (until === end) return fraction(cycles, places);
  }
  for (let n = 0; nth(first, cycle, n, day) <= target; n += 1) {
    const from = nth(first, cycle, n, day);
    const to = nth(first, cycle, n + 1, day);
    if (end !== null && end <= from) break;
    cycles +=
      end !== null && end < to ? share(daysBetween(from, end), daysBetween(from, to)) : places;
  }
  return fraction(cycles, places);
}

/** The part after the last bill date, which Kill Bill divides once however long it is. */
export function killbillTrailing(last: PlainDate, end: PlainDate, cycle: Cycle): Fraction {
  const next = periodStart(last, cycle, 1);
  return fraction(share(daysBetween(last, end), daysBetween(last, next)), places);
}
