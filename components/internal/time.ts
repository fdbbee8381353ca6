import type { Formatter } from './format.ts';

/** First and last day of a half-open period of `YYYY-MM-DD` (Law 4). */
export function periodText(format: Formatter, start: string, end: string): string {
  return `${format.date(start)} \u2013 ${format.date(lastDay(end))}`;
}

/** The day before the exclusive end of a period, both `YYYY-MM-DD`. */
export function lastDay(end: string): string {
  const last = new Date(`${end}T00:00:00Z`);
  last.setUTCDate(last.getUTCDate() - 1);
  return last.toISOString().slice(0, 10);
}

/** An instant (ISO 8601) as date and time in the reader's zone. */
export function instantText(format: Formatter, iso: string): string {
  return new Intl.DateTimeFormat(format.locale, {
    calendar: 'gregory',
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(new Date(iso));
}

/** The day of an instant (ISO 8601) in the reader's zone. */
export function instantDay(format: Formatter, iso: string): string {
  return new Intl.DateTimeFormat(format.locale, {
    calendar: 'gregory',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(new Date(iso));
}
