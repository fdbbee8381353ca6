import { addDays, addMonths, type PlainDate } from './plain-date.ts';

/** A length of time in calendar units; each may be negative. */
export interface Duration {
  readonly years?: number | undefined;
  readonly months?: number | undefined;
  readonly weeks?: number | undefined;
  readonly days?: number | undefined;
}

/** The same length backwards. */
export function negated({ years = 0, months = 0, weeks = 0, days = 0 }: Duration): Duration {
  return { years: -years, months: -months, weeks: -weeks, days: -days };
}

/**
 * The date a duration later: years and months first, on the month's last day where that day does
 * not exist (SPEC 6.1), then weeks and days.
 *
 * @throws BillingError `invalid_input` outside the years 0001 to 9999.
 */
export function addDuration(
  date: PlainDate,
  { years = 0, months = 0, weeks = 0, days = 0 }: Duration,
): PlainDate {
  return addDays(addMonths(date, years * 12 + months), weeks * 7 + days);
}
