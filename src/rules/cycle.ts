import { fail, quoted } from '../errors.ts';
import { addDays, addMonths, addYears, type PlainDate } from './plain-date.ts';

/** A billing cycle: once, or every so many weeks, months or years (SPEC 1). */
export type Cycle =
  | { readonly unit: 'one-time' }
  | { readonly unit: 'week' | 'month' | 'year'; readonly count: number };

/** One billed stretch, half-open: the end is the first day that it does not hold (Law 4). */
export interface Period {
  readonly start: PlainDate;
  readonly end: PlainDate;
}

const named: ReadonlyMap<string, Cycle> = new Map<string, Cycle>([
  ['one-time', { unit: 'one-time' }],
  ['weekly', { unit: 'week', count: 1 }],
  ['monthly', { unit: 'month', count: 1 }],
  ['quarterly', { unit: 'month', count: 3 }],
  ['semi-annual', { unit: 'month', count: 6 }],
  ['annual', { unit: 'year', count: 1 }],
  ['biennial', { unit: 'year', count: 2 }],
  ['triennial', { unit: 'year', count: 3 }],
]);

const counted = /^([1-9]\d{0,2})-(week|month|year)s$/;

/** Twelve months and one year begin on the same days, so they are one cycle with one id. */
function reduced(cycle: Cycle): Cycle {
  if (cycle.unit !== 'month' || cycle.count % 12 !== 0) return cycle;
  return { unit: 'year', count: cycle.count / 12 };
}

/**
 * Reads the id of a cycle: a name such as `annual`, or `N-weeks`, `N-months`, `N-years` (1 to 999).
 *
 * @throws BillingError `invalid_input` for all else.
 */
export function parseCycle(id: string): Cycle {
  const known = named.get(id);
  if (known !== undefined) return known;
  const match = counted.exec(id);
  if (match === null) {
    fail(
      'invalid_input',
      `${quoted(id)} is not a billing cycle; write one as monthly or 18-months.`,
    );
  }
  const unit = match[2] === 'week' ? 'week' : match[2] === 'month' ? 'month' : 'year';
  return reduced({ unit, count: Number(match[1]) });
}

/** The one id of a cycle: its name where it has one, else `N-weeks` and so on. */
export function cycleId(cycle: Cycle): string {
  const plain = reduced(cycle);
  for (const [id, known] of named) {
    if (compareCycles(plain, known) === 0 && plain.unit === known.unit) return id;
  }
  return plain.unit === 'one-time' ? 'one-time' : `${plain.count}-${plain.unit}s`;
}

/**
 * The start of the n-th period: always the anchor plus n cycles, never chained, so that the 31st
 * comes back after a short month (Law 4, SPEC 6.1). A one-time purchase has the period 0 only.
 */
export function periodStart(anchor: PlainDate, cycle: Cycle, n: number): PlainDate {
  switch (cycle.unit) {
    case 'one-time':
      if (n !== 0) fail('invalid_input', 'A one-time purchase has no further period.');
      return anchor;
    case 'week':
      return addDays(anchor, 7 * cycle.count * n);
    case 'month':
      return addMonths(anchor, cycle.count * n);
    case 'year':
      return addYears(anchor, cycle.count * n);
  }
}

/** The n-th period, the first being 0. @throws BillingError `invalid_input` for one-time. */
export function periodAt(anchor: PlainDate, cycle: Cycle, n: number): Period {
  return { start: periodStart(anchor, cycle, n), end: periodStart(anchor, cycle, n + 1) };
}

/** Weeks, months and years as shares of the Gregorian 400 years, in whole numbers. */
function lengthOf(cycle: Cycle): number {
  if (cycle.unit === 'one-time') return 0;
  return cycle.count * { week: 33_600, month: 146_097, year: 12 * 146_097 }[cycle.unit];
}

/** Orders cycles from short to long, one-time first; 0 means the same cycle. */
export function compareCycles(a: Cycle, b: Cycle): number {
  return lengthOf(a) - lengthOf(b);
}

/** How many months a cycle lasts; null for one-time and weeks, which are no whole months. */
export function monthsIn(cycle: Cycle): number | null {
  if (cycle.unit === 'month') return cycle.count;
  return cycle.unit === 'year' ? 12 * cycle.count : null;
}
