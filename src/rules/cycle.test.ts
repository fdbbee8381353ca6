import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  type Cycle,
  compareCycles,
  cycleId,
  monthsIn,
  parseCycle,
  periodAt,
  periodStart,
} from './cycle.ts';

const anchors = fc
  .integer({ min: 0, max: 20_000 })
  .map((days) => Temporal.PlainDate.from('2000-01-01').add({ days }).toString());
const cycles = fc.oneof(
  fc.constantFrom<Cycle>({ unit: 'week', count: 1 }, { unit: 'year', count: 2 }),
  fc.integer({ min: 1, max: 36 }).map((count): Cycle => ({ unit: 'month', count })),
);

describe('ids', () => {
  it.each([
    ['one-time', { unit: 'one-time' }],
    ['weekly', { unit: 'week', count: 1 }],
    ['monthly', { unit: 'month', count: 1 }],
    ['quarterly', { unit: 'month', count: 3 }],
    ['semi-annual', { unit: 'month', count: 6 }],
    ['annual', { unit: 'year', count: 1 }],
    ['biennial', { unit: 'year', count: 2 }],
    ['triennial', { unit: 'year', count: 3 }],
    ['2-weeks', { unit: 'week', count: 2 }],
    ['18-months', { unit: 'month', count: 18 }],
    ['5-years', { unit: 'year', count: 5 }],
  ])('[2.1] reads and writes %s', (id, cycle) => {
    expect(parseCycle(id)).toEqual(cycle);
    expect(cycleId(parseCycle(id))).toBe(id);
  });

  it('[2.1] has one id for one cycle', () => {
    expect(cycleId(parseCycle('12-months'))).toBe('annual');
    expect(cycleId({ unit: 'month', count: 24 })).toBe('biennial');
    expect(cycleId(parseCycle('3-months'))).toBe('quarterly');
    expect(cycleId(parseCycle('1-years'))).toBe('annual');
  });

  it.each(['', 'Monthly', '0-months', '-1-months', '1.5-months', '01-months', '1-days', '3months'])(
    'refuses %j',
    (id) => {
      expect(() => parseCycle(id)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
    },
  );

  it('orders by length and counts months', () => {
    const ids = ['triennial', 'monthly', 'one-time', '5-weeks', 'annual', 'weekly', '13-months'];
    const sorted = ids.map(parseCycle).sort(compareCycles).map(cycleId);
    expect(sorted).toEqual([
      'one-time',
      'weekly',
      'monthly',
      '5-weeks',
      'annual',
      '13-months',
      'triennial',
    ]);
    expect(
      ['one-time', 'weekly', 'quarterly', 'biennial'].map((id) => monthsIn(parseCycle(id))),
    ).toEqual([null, null, 3, 24]);
  });
});

describe('periods', () => {
  it('[6.1] renews on the last day of short months and on the 31st again after', () => {
    const monthly = parseCycle('monthly');
    const starts = [0, 1, 2, 3, 13].map((n) => periodStart('2027-01-31', monthly, n));
    expect(starts).toEqual(['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30', '2028-02-29']);
  });

  it('[6.1] ends a period where the next begins, also after a short month', () => {
    const monthly = parseCycle('monthly');
    expect(periodAt('2027-01-31', monthly, 1)).toEqual({ start: '2027-02-28', end: '2027-03-31' });
    const annual = parseCycle('annual');
    expect(periodAt('2024-02-29', annual, 3)).toEqual({ start: '2027-02-28', end: '2028-02-29' });
  });

  it('[6.1] leaves no gap, never drifts, and is the anchor plus n', () => {
    fc.assert(
      fc.property(anchors, cycles, fc.integer({ min: 0, max: 60 }), (anchor, cycle, n) => {
        const period = periodAt(anchor, cycle, n);
        expect(period.end).toBe(periodAt(anchor, cycle, n + 1).start);
        expect(period.start < period.end).toBe(true);
        if (cycle.unit === 'one-time') throw new Error('not generated');
        const key = `${cycle.unit}s`;
        const expected = Temporal.PlainDate.from(anchor).add({ [key]: cycle.count * n });
        expect(period.start).toBe(expected.toString());
      }),
    );
  });

  it('has one start and no end for a one-time purchase', () => {
    expect(periodStart('2026-01-01', { unit: 'one-time' }, 0)).toBe('2026-01-01');
    expect(() => periodAt('2026-01-01', { unit: 'one-time' }, 0)).toThrow('no further period');
  });
});
