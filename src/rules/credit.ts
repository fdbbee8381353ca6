import type { CreditableLine } from './credit-note.ts';
import type { InvoiceLine } from './invoice.ts';
import {
  add,
  isNegative,
  type Money,
  minimum,
  multiplyRatio,
  type RoundingMode,
  zero,
} from './money.ts';
import { daysBetween, maxDate, type PlainDate } from './plain-date.ts';

/** Of a line's own days those from a day on. */
export interface UnusedDays {
  readonly unused: number;
  readonly days: number;
}

/** How many of a line's own days are left from a day on (SPEC 5.14); none of a line without. */
export function unusedDays({ period }: Pick<InvoiceLine, 'period'>, day: PlainDate): UnusedDays {
  if (period === null) return { unused: 0, days: 1 };
  const days = daysBetween(period.start, period.end);
  const from = maxDate(period.start, day);
  return { unused: Math.max(0, daysBetween(from, period.end)), days };
}

/**
 * What a line gives back when it is given up on a day: net × unused days / its own days, rounded
 * once; the whole line when that is its first day; never more than earlier reversals have left of
 * it (SPEC 5.14).
 */
export function unusedCredit(
  { line, reversed }: CreditableLine,
  day: PlainDate,
  mode: RoundingMode,
): Money {
  const left = add(line.net, reversed);
  if (isNegative(left)) return zero(left.currency);
  const share = unusedPart(line.net, line, day, mode);
  return isNegative(share) ? zero(left.currency) : minimum(share, left);
}

/** The unused part of one of a line's amounts, rounded once (SPEC 5.14). */
export function unusedPart(
  amount: Money,
  line: Pick<InvoiceLine, 'period'>,
  day: PlainDate,
  mode: RoundingMode,
): Money {
  const { unused, days } = unusedDays(line, day);
  return unused === days ? amount : multiplyRatio(amount, BigInt(unused), BigInt(days), mode);
}
