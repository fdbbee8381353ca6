import { fail } from '../errors.ts';

/** A calendar date `YYYY-MM-DD` of the years 0001 to 9999, without a time or zone (Law 4). */
export type PlainDate = string;

/** Days from 0001-01-01 to 9999-12-31, counted from the civil epoch 0000-03-01. */
const firstDay = daysFromCivil(1, 1, 1);
const lastDay = daysFromCivil(9999, 12, 31);

const monthLengths: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function monthLength(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (monthLengths[month - 1] ?? 0);
}

/** Counts days with a year that begins in March, so that the leap day comes last in it. */
function daysFromCivil(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  return shifted * 365 + leapDays + dayOfYear;
}

function fromDays(days: number): PlainDate {
  if (days < firstDay || days > lastDay) {
    fail('invalid_input', 'The date lies outside the years 0001 to 9999.');
  }
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const passed = 365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  const dayOfYear = dayOfEra - passed;
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return format(era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day);
}

function format(year: number, month: number, day: number): PlainDate {
  if (year < 1 || year > 9999) {
    fail('invalid_input', 'The date lies outside the years 0001 to 9999.');
  }
  const years = year > 999 ? year : String(year).padStart(4, '0');
  return `${years}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
}

/** Digits by character code: several times faster than a regular expression and Number(). */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let index = from; index < to; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

const hyphen = '-'.charCodeAt(0);

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function read(text: string): Parts | null {
  if (typeof text !== 'string' || text.length !== 10) return null;
  if (text.charCodeAt(4) !== hyphen || text.charCodeAt(7) !== hyphen) return null;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  // A NaN fails each of these comparisons, so a letter is refused as well.
  const valid =
    year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month);
  return valid ? { year, month, day } : null;
}

function mustRead(text: string): Parts {
  const parts = read(text);
  if (parts === null) {
    fail('invalid_input', `"${text}" is not a date; write one as 2026-11-22.`);
  }
  return parts;
}

/** Whether a text is a date that exists, written `YYYY-MM-DD`. */
export function isPlainDate(text: string): boolean {
  return read(text) !== null;
}

/** The text itself when it is a date. @throws BillingError `invalid_input` otherwise. */
export function parsePlainDate(text: string): PlainDate {
  mustRead(text);
  return text;
}

function toDays(date: PlainDate): number {
  const { year, month, day } = mustRead(date);
  return daysFromCivil(year, month, day);
}

function mustBeWhole(n: number): void {
  if (!Number.isSafeInteger(n)) fail('invalid_input', `A count of days or months is whole: ${n}.`);
}

/** The date that many days later, or earlier when negative. */
export function addDays(date: PlainDate, n: number): PlainDate {
  mustBeWhole(n);
  const { year, month, day } = mustRead(date);
  const at = day + n;
  // Most terms and leads are short, so that the day lies in the same month.
  if (at >= 1 && at <= monthLength(year, month)) return format(year, month, at);
  return fromDays(daysFromCivil(year, month, day) + n);
}

/** The date that many months later, on the month's last day where that day does not exist. */
export function addMonths(date: PlainDate, n: number): PlainDate {
  mustBeWhole(n);
  const { year, month, day } = mustRead(date);
  const months = year * 12 + (month - 1) + n;
  const toYear = Math.floor(months / 12);
  const toMonth = months - toYear * 12 + 1;
  return format(toYear, toMonth, Math.min(day, monthLength(toYear, toMonth)));
}

/** The date that many years later; 29 February becomes 28 February where there is none. */
export function addYears(date: PlainDate, n: number): PlainDate {
  return addMonths(date, n * 12);
}

/** How many days the second date is after the first; negative when it is before. */
export function daysBetween(a: PlainDate, b: PlainDate): number {
  return toDays(b) - toDays(a);
}

/** Less than 0, 0 or more than 0, for sorting: the format sorts as text. */
export function compareDates(a: PlainDate, b: PlainDate): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Months since the year 0, which tell how many lie between two dates. */
export function monthNumber(date: PlainDate): number {
  const { year, month } = mustRead(date);
  return year * 12 + month;
}

/** The day within its month, 1 to 31. */
export function dayOfMonth(date: PlainDate): number {
  return mustRead(date).day;
}

/** How many days the date's month has, 28 to 31. */
export function daysInMonth(date: PlainDate): number {
  const { year, month } = mustRead(date);
  return monthLength(year, month);
}

/** The later of two dates. */
export function maxDate(a: PlainDate, b: PlainDate): PlainDate {
  return compareDates(a, b) < 0 ? b : a;
}

/** The earlier of two dates. */
export function minDate(a: PlainDate, b: PlainDate): PlainDate {
  return compareDates(a, b) > 0 ? b : a;
}

/** Formatters cost far more to make than to use; the cache changes no result. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  let made: Intl.DateTimeFormat;
  try {
    made = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
      timeZone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    });
  } catch {
    fail('invalid_input', `"${timeZone}" is not a time zone; write one as Europe/Berlin.`);
  }
  formatters.set(timeZone, made);
  return made;
}

/**
 * The calendar date of an instant in a time zone (SPEC 6.1: a day begins at local midnight).
 *
 * @throws BillingError `invalid_input` for an unknown zone or an invalid instant.
 */
export function todayIn(timeZone: string, instant: Date): PlainDate {
  const second = Math.floor(instant.getTime() / 1000);
  if (Number.isNaN(second)) fail('invalid_input', 'The instant is not a valid time.');
  // Each request asks, mostly within the same second; no zone's midnight lies within one.
  if (second === latest.second && timeZone === latest.timeZone) return latest.date;
  const date = dateIn(timeZone, instant);
  latest = { timeZone, second, date };
  return date;
}

let latest = { timeZone: '', second: Number.NaN, date: '' };

function dateIn(timeZone: string, instant: Date): PlainDate {
  const parts = formatterOf(timeZone).formatToParts(instant);
  const partOf = (type: 'year' | 'month' | 'day'): number =>
    Number(parts.find((part) => part.type === type)?.value);
  return format(partOf('year'), partOf('month'), partOf('day'));
}
