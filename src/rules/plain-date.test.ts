import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  addYears,
  compareDates,
  dayOfMonth,
  daysBetween,
  daysInMonth,
  isPlainDate,
  maxDate,
  minDate,
  parsePlainDate,
  todayIn,
} from './plain-date.ts';

/** A date over the Gregorian cycle around now, and the far ends. */
const dates = fc
  .integer({ min: 0, max: 365_000 * 3 })
  .map((days) => Temporal.PlainDate.from('0500-01-01').add({ days }).toString());

describe('reading', () => {
  it.each(['2026-11-22', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])(
    'takes %s',
    (text) => {
      expect(parsePlainDate(text)).toBe(text);
    },
  );

  it.each([
    '2025-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '0000-01-01',
    '26-01-01',
    '2026-1-1',
    '2026/01/01',
    '2026-01-01T00:00',
    ' 2026-01-01',
    '',
    '2026-0a-01',
    '202１-01-01',
  ])('refuses %j', (text) => {
    expect(isPlainDate(text)).toBe(false);
    expect(() => parsePlainDate(text)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
    expect(() => addDays(text, 1)).toThrow('is not a date');
  });
});

describe('arithmetic', () => {
  it('clips to the month end', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
    expect(addMonths('2026-01-15', -1)).toBe('2025-12-15');
    expect(addYears('2024-02-29', 1)).toBe('2025-02-28');
    expect(addYears('2024-02-29', 4)).toBe('2028-02-29');
  });

  it('agrees with Temporal on days, months, years and differences', () => {
    const counts = fc.integer({ min: -2400, max: 2400 });
    fc.assert(
      fc.property(dates, dates, counts, (a, b, n) => {
        const oracle = Temporal.PlainDate.from(a);
        expect(addDays(a, n * 31)).toBe(oracle.add({ days: n * 31 }).toString());
        // A few days as well, since most stay within their month.
        expect(addDays(a, n % 40)).toBe(oracle.add({ days: n % 40 }).toString());
        expect(addMonths(a, n)).toBe(oracle.add({ months: n }).toString());
        expect(addYears(a, n % 400)).toBe(oracle.add({ years: n % 400 }).toString());
        expect(daysBetween(a, b)).toBe(oracle.until(b, { largestUnit: 'days' }).days);
        expect(daysInMonth(a)).toBe(oracle.daysInMonth);
        expect(dayOfMonth(a)).toBe(oracle.day);
        expect(Math.sign(compareDates(a, b))).toBe(Temporal.PlainDate.compare(a, b));
      }),
      { numRuns: 400 },
    );
  });

  it('finds the earlier and the later', () => {
    expect(maxDate('2026-01-02', '2026-01-01')).toBe('2026-01-02');
    expect(minDate('2026-01-02', '2026-01-01')).toBe('2026-01-01');
    expect(compareDates('2026-01-01', '2026-01-01')).toBe(0);
  });

  it('refuses to leave the years 1 to 9999, and fractions', () => {
    expect(addDays('9999-12-30', 1)).toBe('9999-12-31');
    expect(addDays('0001-01-02', -1)).toBe('0001-01-01');
    expect(() => addDays('9999-12-31', 1)).toThrow('outside');
    expect(() => addDays('0001-01-01', -1)).toThrow('outside');
    expect(() => addMonths('9999-12-01', 1)).toThrow('outside');
    expect(() => addMonths('0001-01-01', -1)).toThrow('outside');
    expect(() => addDays('2026-01-01', 0.5)).toThrow('whole');
  });
});

describe('today', () => {
  it.each([
    ['Europe/Berlin', '2026-12-31T22:59:59Z', '2026-12-31'],
    ['Europe/Berlin', '2026-12-31T23:00:00Z', '2027-01-01'],
    ['Europe/Berlin', '2026-03-28T22:59:59Z', '2026-03-28'],
    ['Europe/Berlin', '2026-03-29T22:00:00Z', '2026-03-30'],
    ['Europe/Berlin', '2026-10-25T22:59:59Z', '2026-10-25'],
    ['Pacific/Kiritimati', '2026-06-30T10:00:00Z', '2026-07-01'],
    ['Pacific/Pago_Pago', '2026-07-01T10:59:59Z', '2026-06-30'],
    ['America/New_York', '2026-01-01T04:59:59Z', '2025-12-31'],
    ['Asia/Kolkata', '2026-02-28T18:30:00Z', '2026-03-01'],
  ])('[6.1] begins a day at local midnight in %s at %s', (zone, instant, expected) => {
    expect(todayIn(zone, new Date(instant))).toBe(expected);
  });

  it('agrees with Temporal at any instant', () => {
    const zones = fc.constantFrom('Europe/Berlin', 'America/Sao_Paulo', 'Asia/Tokyo', 'UTC');
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 4_102_444_800 }), (zone, seconds) => {
        const instant = Temporal.Instant.fromEpochMilliseconds(seconds * 1000);
        const expected = instant.toZonedDateTimeISO(zone).toPlainDate().toString();
        expect(todayIn(zone, new Date(seconds * 1000))).toBe(expected);
      }),
    );
  });

  it('refuses a zone that is none, and no instant', () => {
    expect(() => todayIn('Europe/Atlantis', new Date(0))).toThrow('not a time zone');
    expect(() => todayIn('UTC', new Date('x'))).toThrow('not a valid time');
  });
});
