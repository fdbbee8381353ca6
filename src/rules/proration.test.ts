import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Proration } from './billing-settings.ts';
import { money } from './money.ts';
import { addDays, daysBetween } from './plain-date.ts';
import { daysOfThirty, prorate, shareOf } from './proration.ts';

const eur = (amount: bigint) => money(amount, 'EUR');
const span = (start: string, end: string) => ({ start, end });
const ways: readonly Proration[] = ['actual', '30-day', 'none'];

describe('proration', () => {
  it.each([
    // A common year and a leap year, a short and a long month.
    ['2026-11-20', '2026-12-01', '2026-11-01', 11, 30],
    ['2026-12-20', '2027-01-01', '2026-12-01', 12, 31],
    ['2027-02-20', '2027-03-01', '2027-02-01', 9, 28],
    ['2028-02-20', '2028-03-01', '2028-02-01', 10, 29],
    ['2027-03-01', '2028-01-01', '2027-01-01', 306, 365],
    ['2028-03-01', '2029-01-01', '2028-01-01', 306, 366],
  ])('[6.5] counts actual days of the actual period: %s to %s', (start, end, begin, days, of) => {
    expect(shareOf(span(start, end), span(begin, end), 'actual')).toEqual({ days, of });
  });

  it.each([
    ['2027-02-23', '2027-03-15', 22],
    ['2028-02-23', '2028-03-15', 22],
    ['2027-05-23', '2027-06-15', 22],
    ['2027-05-03', '2027-05-15', 12],
    ['2027-01-01', '2028-01-01', 360],
    ['2027-01-30', '2027-02-28', 28],
  ])('[6.5] counts months of 30 days: %s to %s is %d', (start, end, days) => {
    expect(daysOfThirty(start, end)).toBe(days);
  });

  it('[6.5] knows three ways, and rounds once', () => {
    const part = span('2026-12-22', '2027-01-01');
    const whole = span('2026-12-01', '2027-01-01');
    // 9.99 × 3 = 29.97: of 31 days 10 are 9.6677, of 30 days 9 are 8.991.
    const costs = ways.map((way) => prorate(eur(999n), 3, part, whole, way).amount);
    expect(costs).toEqual([967n, 899n, 2997n]);
    expect(prorate(eur(999n), 3, part, whole, 'actual', 'down')).toEqual(eur(966n));
  });

  it('[6.5] counts weeks by their days whatever the setting', () => {
    const part = span('2027-01-30', '2027-02-02');
    expect(shareOf(part, span('2027-01-26', '2027-02-02'), '30-day')).toEqual({ days: 3, of: 7 });
  });

  it('refuses what does not lie within the whole', () => {
    const whole = span('2026-12-01', '2027-01-01');
    for (const part of [span('2026-11-30', '2026-12-05'), span('2026-12-05', '2026-12-05')]) {
      expect(() => shareOf(part, whole, 'actual')).toThrow('lies within it');
    }
  });

  const dates = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2000-01-01', days));
  const spans = fc
    .tuple(dates, fc.integer({ min: 28, max: 1100 }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([start, length, at]) => {
      const cut = addDays(start, 1 + Math.floor(at * (length - 2)));
      return { start, cut, end: addDays(start, length) };
    });

  it('[6.5] the days of a stub and of the rest sum to the whole', () => {
    fc.assert(
      fc.property(spans, fc.constantFrom(...ways.slice(0, 2)), ({ start, cut, end }, way) => {
        const whole = span(start, end);
        const first = shareOf(span(start, cut), whole, way);
        const rest = shareOf(span(cut, end), whole, way);
        expect(first.days + rest.days).toBe(first.of);
        expect(first.days).toBeGreaterThanOrEqual(0);
        expect(rest.days).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('[6.5] a stub and its rest differ from the whole by rounding alone, in any currency', () => {
    const prices = fc.tuple(
      fc.bigInt({ min: 0n, max: 10n ** 9n }),
      fc.constantFrom('EUR', 'JPY', 'KWD'),
    );
    fc.assert(
      fc.property(spans, prices, ({ start, cut, end }, [amount, currency]) => {
        const whole = span(start, end);
        const price = money(amount, currency);
        const first = prorate(price, 1, span(start, cut), whole, 'actual');
        const rest = prorate(price, 1, span(cut, end), whole, 'actual');
        const off = first.amount + rest.amount - amount;
        expect(off * off).toBeLessThanOrEqual(1n);
        // The exact share, by cross multiplication: within half a minor unit.
        const of = BigInt(daysBetween(start, end));
        const exact = amount * BigInt(daysBetween(start, cut));
        const error = first.amount * of - exact;
        expect(2n * (error < 0n ? -error : error)).toBeLessThanOrEqual(of);
      }),
    );
  });
});
