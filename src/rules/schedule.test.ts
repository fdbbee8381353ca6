import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import type { CycleMode } from './billing-settings.ts';
import { defaultBilling } from './billing-settings.ts';
import { type Cycle, parseCycle } from './cycle.ts';
import { addDays } from './plain-date.ts';
import {
  boundaryAfter,
  boundaryAtOrBefore,
  dueDate,
  firstPeriods,
  issueDate,
  leadDaysFor,
  periodHolding,
} from './schedule.ts';

const monthly = parseCycle('monthly');
const annual = parseCycle('annual');

/** The boundaries around a day by walking from the anchor, with another library's dates. */
function walked(anchor: string, cycle: Cycle, day: string): { before: string; after: string } {
  if (cycle.unit === 'one-time') throw new Error('A one-time purchase has no boundaries.');
  const { unit, count } = cycle;
  const from = Temporal.PlainDate.from(anchor);
  const at = (n: number) => from.add({ [`${unit}s`]: count * n }).toString();
  let n = 0;
  while (at(n) > day) n -= 1;
  while (at(n + 1) <= day) n += 1;
  return { before: at(n), after: at(n + 1) };
}

describe('boundaries of periods', () => {
  it('[6.1] renews on the last day of a short month and on the 31st again after', () => {
    const starts = ['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31'];
    let day = '2027-01-30';
    const found = starts.map(() => {
      day = boundaryAfter('2026-10-31', monthly, day);
      return day;
    });
    expect(found).toEqual(starts);
  });

  it('[6.1] 29 February is 28 February in common years and comes back', () => {
    expect(periodHolding('2024-02-29', annual, '2027-06-01')).toEqual({
      start: '2027-02-28',
      end: '2028-02-29',
    });
  });

  it('[6.1] finds boundaries before the anchor too', () => {
    expect(boundaryAfter('2027-01-31', monthly, '2026-02-10')).toBe('2026-02-28');
    expect(boundaryAtOrBefore('2027-01-31', monthly, '2026-02-10')).toBe('2026-01-31');
    expect(boundaryAtOrBefore('2027-01-31', monthly, '2026-02-28')).toBe('2026-02-28');
  });

  it('has none for a one-time purchase', () => {
    expect(() => boundaryAfter('2027-01-31', parseCycle('one-time'), '2027-02-01')).toThrow(
      expect.objectContaining({ code: 'invalid_input' }),
    );
  });

  const dates = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1990-01-01', days));
  const ends = fc.constantFrom('2024-02-29', '2027-01-31', '2026-12-31', '2027-03-30');
  const cycles = fc.constantFrom(
    ...['weekly', '2-weeks', 'monthly', 'quarterly', 'annual', 'triennial', '18-months'],
  );

  // Far enough for four leap days, near enough to walk there.
  const near = fc.integer({ min: -1500, max: 1500 });

  it('[6.1] finds far boundaries at once', () => {
    expect(boundaryAfter('2024-02-29', monthly, '9999-01-30')).toBe('9999-02-28');
    expect(boundaryAtOrBefore('2027-01-31', parseCycle('weekly'), '1027-01-31')).toBe('1027-01-28');
  });

  it('[6.1] agrees with walking by temporal-polyfill', () => {
    fc.assert(
      fc.property(fc.oneof(dates, ends), cycles, near, (anchor, id, days) => {
        const cycle = parseCycle(id);
        const day = addDays(anchor, days);
        expect({
          before: boundaryAtOrBefore(anchor, cycle, day),
          after: boundaryAfter(anchor, cycle, day),
        }).toEqual(walked(anchor, cycle, day));
      }),
    );
  });

  const days = fc.integer({ min: 1, max: 31 });
  it('[6.3] the fixed day of a month: no gap, at most a stub and one whole, and it stays', () => {
    fc.assert(
      fc.property(dates, days, fc.option(days), cycles, (on, day, thresholdDay, id) => {
        const cycle = parseCycle(id);
        const mode: CycleMode = { kind: 'monthly', day, thresholdDay };
        const { anchor, periods } = firstPeriods({ on, cycle, mode, prorated: true });
        const [first, second] = periods;
        expect(first?.period.start).toBe(on);
        expect(periods.length).toBeLessThanOrEqual(2);
        const last = second ?? first;
        if (second !== undefined) expect(second.period.start).toBe(first?.period.end);
        expect(boundaryAtOrBefore(anchor, cycle, last?.period.end ?? '')).toBe(last?.period.end);
        if (cycle.unit === 'week') return;
        // The anchor keeps the day of the month wherever a start of some period can have it.
        const longest = Math.max(
          ...Array.from({ length: 12 }, (_, n) =>
            Number(boundaryAfter(anchor, cycle, addDays(on, 366 * n)).slice(8)),
          ),
        );
        expect(Number(anchor.slice(8))).toBeGreaterThanOrEqual(Math.min(day, longest));
      }),
    );
  });
});

describe('issue and due dates', () => {
  const { leadDays } = defaultBilling;

  it('[6.6] the lead is that of the cycle, and another one for domains', () => {
    const some = { ...leadDays, byCycle: { monthly: 7 } };
    expect([
      leadDaysFor(some, 'monthly', 'hosting'),
      leadDaysFor(some, 'annual', 'hosting'),
      leadDaysFor(some, 'annual', 'domain'),
    ]).toEqual([7, 14, 45]);
    expect(issueDate('2027-03-01', 14)).toBe('2027-02-15');
  });

  it('[7.7] one invoice a month counts from the first of the month', () => {
    expect(issueDate('2027-03-20', 14, 'month')).toBe('2027-02-15');
  });

  it('[6.6] a renewal is not due before its period begins', () => {
    expect(dueDate('2027-02-15', 7, '2027-03-01')).toBe('2027-03-01');
    expect(dueDate('2027-02-15', 21, '2027-03-01')).toBe('2027-03-08');
    expect(dueDate('2027-02-15', 7, null)).toBe('2027-02-22');
  });
});

describe('the first periods of a purchase', () => {
  const firstOfMonth: CycleMode = { kind: 'monthly', day: 1, thresholdDay: 25 };
  const bought = (on: string, cycle: Cycle, mode: CycleMode = firstOfMonth, prorated = true) => {
    const { anchor, periods } = firstPeriods({ on, cycle, mode, prorated });
    return [anchor, ...periods.map(({ period }) => `${period.start} ${period.end}`)];
  };

  it('[6.2] by anniversary it is one whole period from that day', () => {
    const mode: CycleMode = { kind: 'anniversary', anchor: 'activation' };
    expect(bought('2027-01-31', monthly, mode)).toEqual(['2027-01-31', '2027-01-31 2027-02-28']);
  });

  it('[6.3] by a fixed day it is the stub, and the whole next period from the threshold on', () => {
    expect(bought('2027-01-24', monthly)).toEqual(['2027-02-01', '2027-01-24 2027-02-01']);
    expect(bought('2027-01-25', monthly)).toEqual([
      '2027-02-01',
      '2027-01-25 2027-02-01',
      '2027-02-01 2027-03-01',
    ]);
    expect(bought('2027-02-01', monthly)).toEqual(['2027-02-01', '2027-02-01 2027-03-01']);
  });

  it('[6.3] the stub is a share of the whole cycle that ends on the next anchor', () => {
    const mode = firstOfMonth;
    const { periods } = firstPeriods({ on: '2027-01-24', cycle: annual, mode, prorated: true });
    expect(periods).toEqual([
      {
        period: { start: '2027-01-24', end: '2027-02-01' },
        whole: { start: '2026-02-01', end: '2027-02-01' },
      },
    ]);
  });

  it('[6.3] the threshold counts from the day before the fixed one, over the month', () => {
    const mid: CycleMode = { kind: 'monthly', day: 15, thresholdDay: 10 };
    expect(bought('2027-01-20', monthly, mid)).toHaveLength(2);
    expect(bought('2027-02-09', monthly, mid)).toHaveLength(2);
    expect(bought('2027-02-10', monthly, mid)).toHaveLength(3);
    const never: CycleMode = { kind: 'monthly', day: 15, thresholdDay: null };
    expect(bought('2027-02-14', monthly, never)).toHaveLength(2);
  });

  it('[6.1] [6.3] the 31st stays the 31st, whatever month it starts in', () => {
    const last: CycleMode = { kind: 'monthly', day: 31, thresholdDay: null };
    expect(bought('2027-02-10', monthly, last)).toEqual(['2027-01-31', '2027-02-10 2027-02-28']);
    expect(boundaryAfter('2027-01-31', monthly, '2027-02-28')).toBe('2027-03-31');
    // A year's cycle in February: the 29th, in leap years.
    expect(bought('2027-02-10', annual, last)[0]).toBe('2024-02-29');
  });

  it('[6.3] plans that may not be prorated, and weeks, stay on their anniversary', () => {
    expect(bought('2027-01-24', monthly, firstOfMonth, false)).toEqual([
      '2027-01-24',
      '2027-01-24 2027-02-24',
    ]);
    expect(bought('2027-01-24', parseCycle('weekly'))[0]).toBe('2027-01-24');
  });
});
