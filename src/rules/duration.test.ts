import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { addDuration, negated } from './duration.ts';

describe('addDuration', () => {
  it('[6.1] clips to the last day of a shorter month, then goes on in weeks and days', () => {
    expect(addDuration('2026-01-31', { months: 1 })).toBe('2026-02-28');
    expect(addDuration('2024-02-29', { years: 1, days: 1 })).toBe('2025-03-01');
    expect(addDuration('2026-03-31', negated({ months: 1, weeks: 1 }))).toBe('2026-02-21');
  });

  it('[6.1] agrees with temporal-polyfill', () => {
    const part = fc.integer({ min: -40, max: 40 });
    // A duration of one sign, as Temporal wants it.
    const lengths = fc.record({ years: part, months: part, weeks: part, days: part });
    const days = fc.integer({ min: 0, max: 40_000 });
    fc.assert(
      fc.property(days, lengths, (day, { years, months, weeks, days: rest }) => {
        const start = Temporal.PlainDate.from('1950-01-01').add({ days: day });
        const wanted = start.add({ months: years * 12 + months }).add({ days: weeks * 7 + rest });
        const made = addDuration(start.toString(), { years, months, weeks, days: rest });
        expect(made).toBe(wanted.toString());
      }),
    );
  });
});
