import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFraction } from './fraction.ts';
import type { Meter } from './meter-model.ts';
import { addDays } from './plain-date.ts';
import { chargeForUse, type MonthOfUse, type Reading, useOf } from './usage.ts';

const disk: Meter = {
  resource: 'disk',
  unit: 'GB',
  included: '5',
  mode: 'sampled',
  over: 'charged',
  model: 'flat',
  tiers: [
    {
      upTo: null,
      prices: [
        { currency: 'USD', amount: '1' },
        { currency: 'JPY', amount: '30' },
      ],
    },
  ],
};
const traffic: Meter = { ...disk, resource: 'traffic', mode: 'summed', included: '50' };
const half = 'half-away-from-zero';

function readings(values: readonly string[], allowance = '5', from = '2026-11-01'): Reading[] {
  return values.map((value, index) => ({ day: addDays(from, index), value, allowance }));
}

function use(meter: Meter, list: readonly Reading[], more: Partial<MonthOfUse> = {}) {
  return useOf({
    meter,
    month: '2026-11-15',
    activeFrom: '2026-01-01',
    activeUntil: null,
    readings: list,
    ...more,
  });
}

const cents = (meter: Meter, list: readonly Reading[], more: Partial<MonthOfUse> = {}): bigint =>
  chargeForUse(meter, use(meter, list, more), 'USD', half).amount.amount;

describe('sampled use', () => {
  it('[12.3] 600 MB at $1/GB is $0.60: the average of what was above each day', () => {
    const values = [...Array(15).fill('500'), ...Array(15).fill('700')];
    const inMegabytes = readings(values, '0').map((one) => ({ ...one, unit: 'MB' }));
    expect(cents(disk, inMegabytes)).toBe(60n);
  });

  it('[12.3] a day below its allowance does not make up for one above', () => {
    const values = [...Array(15).fill('0'), ...Array(15).fill('10')];
    expect(cents(disk, readings(values))).toBe(250n);
  });

  it('[12.3] the allowance of a day is what stood at its end', () => {
    const before = readings(Array(15).fill('10'), '5');
    const after = readings(Array(15).fill('10'), '10', '2026-11-16');
    expect(cents(disk, [...before, ...after])).toBe(250n);
  });

  it('[12.3] days before activation and after the end count 0', () => {
    const all = readings(Array(30).fill('8'));
    expect(cents(disk, all)).toBe(300n);
    expect(cents(disk, all, { activeFrom: '2026-11-16' })).toBe(150n);
    expect(cents(disk, all, { activeUntil: '2026-11-11' })).toBe(100n);
    expect(use(disk, all, { activeFrom: '2026-12-01' }).days).toEqual([]);
  });

  it('[12.4] a missing day carries the last sample and is marked estimated', () => {
    const made = use(disk, readings(['8']));
    expect(made.estimatedDays).toBe(29);
    expect(formatFraction(made.over, 6)).toBe('3');
    expect(made.days.map(({ estimated }) => estimated).slice(0, 2)).toEqual([false, true]);
    const carried = { day: '2026-10-31', value: '6', allowance: '5' };
    expect(formatFraction(use(disk, [], { carried }).over, 6)).toBe('1');
    expect(formatFraction(use(disk, []).over, 6)).toBe('0');
  });
});

describe('summed use', () => {
  it('[12.3] over the allowance × price', () => {
    expect(cents(traffic, readings(Array(30).fill('2'), '50'))).toBe(1000n);
    expect(cents(traffic, readings(Array(30).fill('1'), '50'))).toBe(0n);
  });

  it('[12.4] a missing day adds nothing, and is marked', () => {
    const made = use(traffic, readings(['60'], '50'));
    expect(formatFraction(made.used, 6)).toBe('60');
    expect(made.estimatedDays).toBe(29);
  });

  it('[12.3] passes over readings of other months', () => {
    const made = use(traffic, readings(Array(60).fill('1'), '50', '2026-10-15'));
    expect(formatFraction(made.used, 6)).toBe('30');
  });
});

describe('the charge', () => {
  it('[2.3, S128] refused use costs nothing', () => {
    const refused: Meter = { ...disk, over: 'refused', tiers: [] };
    expect(cents(refused, readings(['9']))).toBe(0n);
    const charge = chargeForUse(refused, use(refused, readings(['9'])), 'USD', half);
    expect(formatFraction(charge.units, 6)).toBe('0');
  });

  it('[2.3] by started unit where the plan says so', () => {
    expect(cents(disk, readings(['5.1']))).toBe(10n);
    expect(cents({ ...disk, block: '1' }, readings(['5.1']))).toBe(100n);
    expect(cents({ ...traffic, block: '10' }, readings(['61'], '50'))).toBe(2000n);
  });

  it('[12.3] is rounded once, in a currency without cents too', () => {
    const price = (amount: string) => [{ currency: 'USD', amount }];
    const tiers = [
      { upTo: '10', prices: price('0.0025') },
      { upTo: null, prices: price('0.0025') },
    ];
    const fine: Meter = { ...traffic, model: 'graduated', tiers };
    // 20 × 0.0025 = 0.05; each tier alone would be 0.03.
    expect(cents(fine, readings(['70'], '50'))).toBe(5n);
    const yen = chargeForUse(disk, use(disk, readings(['5.5'])), 'JPY', half);
    expect(yen.amount).toEqual({ amount: 15n, currency: 'JPY' });
    // 12.5 GB × 0.05 is 0.625.
    const cheap: Meter = { ...traffic, tiers: [{ upTo: null, prices: price('0.05') }] };
    expect(cents(cheap, readings(['62.5'], '50'))).toBe(63n);
    expect(() => chargeForUse(disk, use(disk, []), 'EUR', half)).toThrow('no price in EUR');
  });

  it('[7.14] explains itself', () => {
    const { explanation } = chargeForUse(
      traffic,
      use(traffic, readings(['60'], '50')),
      'USD',
      half,
    );
    expect(explanation.rule).toBe('usage-summed');
    expect(explanation.steps.map(({ label }) => label)).toEqual([
      'Used: 60 GB, summed over the month',
      'Included: 50 GB',
      'Over: 10 GB',
      'Days estimated: 29',
      '10 GB × 1',
      'Rounded once, half-away-from-zero',
    ]);
    expect(explanation.steps.at(-1)?.amount?.amount).toBe(1000n);
  });

  it('[12.3] the average times the days is the sum of the days, whatever was read', () => {
    const value = fc
      .nat(100_000)
      .map((n) => `${Math.floor(n / 1000)}.${String(n % 1000).padStart(3, '0')}`);
    fc.assert(
      fc.property(fc.array(value, { minLength: 30, maxLength: 30 }), (values) => {
        const { over } = use(disk, readings(values));
        const thousandths = values.reduce(
          (sum, text) => sum + Math.max(0, Number(text.replace('.', '')) - 5000),
          0,
        );
        expect(over.numerator * 30_000n).toBe(BigInt(thousandths) * over.denominator);
      }),
    );
  });
});
