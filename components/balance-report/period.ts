import type { BookDates } from '../../src/contract/books.ts';
import { addDays, addMonths, isPlainDate, type PlainDate } from '../../src/rules/plain-date.ts';

/** Days that can be chosen at once. */
export type Preset = 'months' | 'year' | 'all';

/** The presets in the order in which they are offered. */
export const presets: readonly Preset[] = ['months', 'year', 'all'];

/** What a form of two dates says is wrong. */
export interface PeriodFaults {
  readonly from?: 'not_a_date';
  readonly until?: 'not_a_date' | 'turned';
}

/** The days of a preset; the last one stays open, so that what is booked today shows. */
export function daysOf(preset: Preset, today: PlainDate): BookDates {
  if (preset === 'all') return {};
  if (preset === 'year') return { from: `${today.slice(0, 4)}-01-01` };
  return { from: addDays(addMonths(today, -12), 1) };
}

/** The days of two fields; an empty one is left open. */
export function daysFrom(from: string, until: string): BookDates {
  return { ...(from !== '' && { from }), ...(until !== '' && { until }) };
}

/** What is wrong with two fields. */
export function faultsOf(from: string, until: string): PeriodFaults {
  if (from !== '' && !isPlainDate(from)) return { from: 'not_a_date' };
  if (until === '') return {};
  if (!isPlainDate(until)) return { until: 'not_a_date' };
  return from !== '' && until < from ? { until: 'turned' } : {};
}
