import type { BillingSettings } from './billing-settings.ts';
import { type Cycle, type Period, periodStart } from './cycle.ts';
import { minDate, type PlainDate } from './plain-date.ts';
import { type BilledPeriod, issueDate, periodNumber } from './schedule.ts';

/** What decides when the periods of a package begin and are issued. */
export interface Schedule {
  readonly anchor: PlainDate;
  readonly cycle: Cycle;
  readonly leadDays: number;
  readonly grouping: BillingSettings['grouping'];
}

/** A stretch of a charge item that no line covers yet. */
export interface Unbilled {
  readonly billedThrough: PlainDate;
  readonly endsOn: PlainDate | null;
}

/** A period that is due, with the day on which it should have been issued. */
export interface DuePeriod extends BilledPeriod {
  readonly wantedOn: PlainDate;
}

/**
 * All periods of an item whose issue date is not after a day, from the first day that no line
 * covers: up to the next boundary, then whole ones, the last cut where the item ends (SPEC 6.8).
 */
export function duePeriods(item: Unbilled, schedule: Schedule, until: PlainDate): DuePeriod[] {
  const due: DuePeriod[] = [];
  const { anchor, cycle, leadDays, grouping } = schedule;
  let start = item.billedThrough;
  let wantedOn = issueDate(start, leadDays, grouping);
  if (wantedOn > until || isOver(item, start)) return due;
  let n = periodNumber(anchor, cycle, start);
  let wholeStart = periodStart(anchor, cycle, n);
  while (wantedOn <= until && !isOver(item, start)) {
    n += 1;
    const wholeEnd = periodStart(anchor, cycle, n);
    const end = item.endsOn === null ? wholeEnd : minDate(wholeEnd, item.endsOn);
    due.push({ period: { start, end }, whole: { start: wholeStart, end: wholeEnd }, wantedOn });
    wholeStart = wholeEnd;
    start = end;
    wantedOn = issueDate(start, leadDays, grouping);
  }
  return due;
}

function isOver({ endsOn }: Unbilled, day: PlainDate): boolean {
  return endsOn !== null && day >= endsOn;
}

/** Whether a billed period is all of its whole one. */
export function isWhole({ period, whole }: BilledPeriod): boolean {
  return samePeriod(period, whole);
}

/** Whether two periods are the same days. */
export function samePeriod(a: Period, b: Period): boolean {
  return a.start === b.start && a.end === b.end;
}
