import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCycle } from './cycle.ts';
import { duePeriods, isWhole, type Schedule } from './due-periods.ts';
import { addDays } from './plain-date.ts';
import { boundaryAfter, boundaryAtOrBefore, issueDate } from './schedule.ts';

const schedule: Schedule = {
  anchor: '2026-12-31',
  cycle: parseCycle('monthly'),
  leadDays: 14,
  grouping: 'period',
};

describe('due periods', () => {
  it('[6.8] first the stub, then whole periods up to the last that is due', () => {
    const item = { billedThrough: '2027-01-20', endsOn: null };
    const due = duePeriods(item, schedule, '2027-03-17');
    expect(due.map(({ period, wantedOn }) => [period.start, period.end, wantedOn])).toEqual([
      ['2027-01-20', '2027-01-31', '2027-01-06'],
      ['2027-01-31', '2027-02-28', '2027-01-17'],
      ['2027-02-28', '2027-03-31', '2027-02-14'],
      ['2027-03-31', '2027-04-30', '2027-03-17'],
    ]);
    expect(due.map(isWhole)).toEqual([false, true, true, true]);
  });

  it('[6.8] an item that ends in a period has its part, and one that is over has none', () => {
    const item = { billedThrough: '2027-01-31', endsOn: '2027-02-10' };
    expect(duePeriods(item, schedule, '2028-01-01')).toEqual([
      {
        period: { start: '2027-01-31', end: '2027-02-10' },
        whole: { start: '2027-01-31', end: '2027-02-28' },
        wantedOn: '2027-01-17',
      },
    ]);
    expect(duePeriods({ ...item, billedThrough: '2027-02-10' }, schedule, '2028-01-01')).toEqual(
      [],
    );
  });

  const dates = fc.integer({ min: 0, max: 6_000 }).map((days) => addDays('2019-12-28', days));
  const schedules: fc.Arbitrary<Schedule> = fc.record({
    anchor: fc.oneof(dates, fc.constantFrom('2024-02-29', '2026-10-31', '2027-01-30')),
    cycle: fc
      .constantFrom('weekly', 'monthly', 'quarterly', 'annual', 'biennial', '5-weeks')
      .map(parseCycle),
    leadDays: fc.integer({ min: 0, max: 60 }),
    grouping: fc.constantFrom('period', 'month'),
  });
  const items = fc.record({ billedThrough: dates, endsOn: fc.option(dates) });

  it('[6.8] [6.1] no day is billed twice or skipped', () => {
    fc.assert(
      fc.property(items, schedules, dates, (item, plan, until) => {
        const due = duePeriods(item, plan, until);
        let day = item.billedThrough;
        const wrong: unknown[] = [];
        for (const one of due) {
          const { period, whole, wantedOn } = one;
          const isRight =
            period.start === day &&
            period.end > period.start &&
            whole.start === boundaryAtOrBefore(plan.anchor, plan.cycle, day) &&
            whole.end === boundaryAfter(plan.anchor, plan.cycle, day) &&
            (period.end === whole.end || period.end === item.endsOn) &&
            wantedOn <= until;
          if (!isRight) wrong.push(one);
          day = period.end;
        }
        expect(wrong).toEqual([]);
        // Nothing that is due is left.
        const isOver = item.endsOn !== null && day >= item.endsOn;
        expect(isOver || issueDate(day, plan.leadDays, plan.grouping) > until).toBe(true);
      }),
    );
  });
});
