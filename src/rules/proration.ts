import { invariant } from '../errors.ts';
import type { Proration } from './billing-settings.ts';
import type { Period } from './cycle.ts';
import { type Money, multiplyQuantity, multiplyRatio, type RoundingMode } from './money.ts';
import { daysBetween, type PlainDate } from './plain-date.ts';

/** A part of a whole in counted days: `days` of `of`; never more than the whole. */
export interface DayShare {
  readonly days: number;
  readonly of: number;
}

/**
 * Days between two dates when each month has 30: across a month's end as if it had 30 days, within
 * a month its actual days. Parts of a span always sum to the span.
 */
export function daysOfThirty(from: PlainDate, to: PlainDate): number {
  return serialOfThirty(to) - serialOfThirty(from);
}

function serialOfThirty(date: PlainDate): number {
  const [year, month, day] = date.split('-').map(Number);
  invariant(year !== undefined && month !== undefined && day !== undefined, 'A date has a day.');
  return year * 360 + month * 30 + day;
}

function covers(part: Period, whole: Period): boolean {
  return part.start === whole.start && part.end === whole.end;
}

/**
 * Which share of a whole period a part is (SPEC 6.5), by the provider's way of counting:
 *
 * - `actual`: actual days of the actual period;
 * - `30-day`: months of 30 days, for periods of a month or more; weeks have actual days;
 * - `none`: all of it, however short the part.
 *
 * The day of a change belongs to what begins with it, since periods are half-open.
 */
export function shareOf(part: Period, whole: Period, proration: Proration): DayShare {
  invariant(
    whole.start <= part.start && part.start < part.end && part.end <= whole.end,
    'A part of a period lies within it.',
  );
  const all = daysBetween(whole.start, whole.end);
  if (proration === 'none' || covers(part, whole)) return { days: all, of: all };
  if (proration === '30-day' && all >= 28) {
    return {
      days: daysOfThirty(part.start, part.end),
      of: daysOfThirty(whole.start, whole.end),
    };
  }
  return { days: daysBetween(part.start, part.end), of: all };
}

/**
 * The price of a part of a period: price × quantity × share, rounded once (SPEC 6.3, 6.5, Law 3).
 *
 * @param price per unit and whole period.
 */
export function prorate(
  price: Money,
  quantity: number,
  part: Period,
  whole: Period,
  proration: Proration,
  mode: RoundingMode = 'half-away-from-zero',
): Money {
  const { days, of } = shareOf(part, whole, proration);
  const all = multiplyQuantity(price, quantity);
  return days === of ? all : multiplyRatio(all, BigInt(days), BigInt(of), mode);
}
