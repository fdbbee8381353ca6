import type { BillingSettings, CycleMode } from './billing-settings.ts';
import { type Cycle, monthsIn, type Period, periodAt, periodStart } from './cycle.ts';
import {
  addDays,
  addMonths,
  dayOfMonth,
  daysBetween,
  maxDate,
  monthNumber,
  type PlainDate,
} from './plain-date.ts';
import type { ProductKind } from './tax.ts';

/**
 * The n of the period that holds a day: the largest n whose start, anchor + n cycles, is not after
 * it; negative before the anchor. @throws BillingError `invalid_input` for a one-time purchase.
 */
export function periodNumber(anchor: PlainDate, cycle: Cycle, day: PlainDate): number {
  if (cycle.unit === 'week') {
    return Math.floor(daysBetween(anchor, day) / (7 * cycle.count));
  }
  const months = monthsIn(cycle);
  // A one-time purchase has no boundaries: periodStart says so.
  const n = months === null ? 1 : Math.floor((monthNumber(day) - monthNumber(anchor)) / months);
  // The start lies in the day's month or before it, so it is one period too late at most.
  return periodStart(anchor, cycle, n) > day ? n - 1 : n;
}

/** The first start of a period after a day, which may lie before the anchor (SPEC 6.1). */
export function boundaryAfter(anchor: PlainDate, cycle: Cycle, day: PlainDate): PlainDate {
  return periodStart(anchor, cycle, periodNumber(anchor, cycle, day) + 1);
}

/** The start of the period that holds a day: the day itself when one begins on it (SPEC 6.1). */
export function boundaryAtOrBefore(anchor: PlainDate, cycle: Cycle, day: PlainDate): PlainDate {
  return periodStart(anchor, cycle, periodNumber(anchor, cycle, day));
}

/** The whole period that holds a day. */
export function periodHolding(anchor: PlainDate, cycle: Cycle, day: PlainDate): Period {
  return periodAt(anchor, cycle, periodNumber(anchor, cycle, day));
}

/** Days before a period's start on which its invoice is issued (SPEC 6.6). */
export function leadDaysFor(
  leadDays: BillingSettings['leadDays'],
  cycle: string,
  kind: ProductKind,
): number {
  return kind === 'domain' ? leadDays.domain : (leadDays.byCycle[cycle] ?? leadDays.default);
}

/**
 * The day on which a period's invoice is issued: its start less the lead (SPEC 6.6). Where all of
 * a month stands on one invoice (SPEC 7.7), the month's first day counts as the start.
 */
export function issueDate(
  start: PlainDate,
  lead: number,
  grouping: BillingSettings['grouping'] = 'period',
): PlainDate {
  return addDays(grouping === 'month' ? `${start.slice(0, 8)}01` : start, -lead);
}

/**
 * The day on which an invoice is due: issue + terms, and for a renewal not before its period begins
 * (SPEC 6.6).
 *
 * @param renewalStart the start of the renewed period; null for all else.
 */
export function dueDate(
  issuedOn: PlainDate,
  termsDays: number,
  renewalStart: PlainDate | null,
): PlainDate {
  const byTerms = addDays(issuedOn, termsDays);
  return renewalStart === null ? byTerms : maxDate(byTerms, renewalStart);
}

/** A purchase of something that recurs, as far as its first periods go. */
export interface Purchase {
  /** The first day that is billed. */
  readonly on: PlainDate;
  readonly cycle: Cycle;
  readonly mode: CycleMode;
  /** Whether parts of its periods are prorated; else it stays on its anniversary (SPEC 6.3). */
  readonly prorated: boolean;
}

/** One period that is billed, and the whole period of its cycle that it is all or a part of. */
export interface BilledPeriod {
  readonly period: Period;
  readonly whole: Period;
}

/** What a purchase is billed for at once, and the anchor of all periods to come (Law 4). */
export interface FirstPeriods {
  readonly anchor: PlainDate;
  /** In order, without a gap; each is a line of its own. */
  readonly periods: readonly BilledPeriod[];
}

/**
 * The first periods of a purchase (SPEC 6.2, 6.3). By anniversary it is one whole period from that
 * day. By a fixed day of the month it is the stub up to that day, and from the threshold day on the
 * whole period after it as well; without a stub it is one whole period. Weeks know no day of the
 * month, so they stay on their anniversary.
 */
export function firstPeriods({ on, cycle, mode, prorated }: Purchase): FirstPeriods {
  const months = monthsIn(cycle);
  if (mode.kind === 'anniversary' || !prorated || months === null) {
    const whole = periodAt(on, cycle, 0);
    return { anchor: on, periods: [{ period: whole, whole }] };
  }
  const next = nextDayOfMonth(on, mode.day);
  const anchor = anchorFor(next, mode.day, months);
  const following = periodHolding(anchor, cycle, next);
  const after = { period: following, whole: following };
  if (next === on) return { anchor, periods: [after] };
  const stub = {
    period: { start: on, end: next },
    whole: periodAt(anchor, cycle, periodNumber(anchor, cycle, next) - 1),
  };
  const takesNext = mode.thresholdDay !== null && on >= lastDayOfMonth(next, mode.thresholdDay);
  return { anchor, periods: takesNext ? [stub, after] : [stub] };
}

/** That day of the date's month; the month's last day where it has none such. */
function onDayOfMonth(date: PlainDate, day: number): PlainDate {
  // January has 31 days, so the step to the wanted month only ever clips.
  const january = `${date.slice(0, 4)}-01-${String(day).padStart(2, '0')}`;
  return addMonths(january, Number(date.slice(5, 7)) - 1);
}

/** The first such day of a month that is not before a date. */
function nextDayOfMonth(date: PlainDate, day: number): PlainDate {
  const here = onDayOfMonth(date, day);
  return here >= date ? here : onDayOfMonth(addMonths(`${date.slice(0, 8)}01`, 1), day);
}

/** The last such day of a month before a date. */
function lastDayOfMonth(date: PlainDate, day: number): PlainDate {
  const here = onDayOfMonth(date, day);
  return here < date ? here : onDayOfMonth(addMonths(`${date.slice(0, 8)}01`, -1), day);
}

/**
 * An anchor of which that date is a period's start, and which keeps the wanted day of the month:
 * where the date's own month is too short for it, an earlier start in a longer month. Of a year's
 * cycle in February that is a leap year's, at most eight years back.
 */
function anchorFor(date: PlainDate, day: number, months: number): PlainDate {
  let best = date;
  for (let back = 1; back <= 12 && dayOfMonth(best) < day; back += 1) {
    const earlier = onDayOfMonth(addMonths(`${date.slice(0, 8)}01`, -back * months), day);
    if (dayOfMonth(earlier) > dayOfMonth(best)) best = earlier;
  }
  return best;
}
