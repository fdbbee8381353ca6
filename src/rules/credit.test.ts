import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unusedCredit, unusedDays } from './credit.ts';
import type { CreditableLine } from './credit-note.ts';
import { addDays } from './plain-date.ts';

const eur = (amount: bigint) => ({ amount, currency: 'EUR' });

function line(net: bigint, start: string, end: string, reversed = 0n): CreditableLine {
  return {
    reversed: eur(reversed),
    line: {
      lineId: 'l1',
      kind: 'cycle',
      description: 'Silver',
      quantity: 1,
      unitPrice: eur(net),
      gross: eur(net),
      discount: eur(0n),
      net: eur(net),
      taxes: [],
      period: { start, end },
      explanation: { rule: 'period', steps: [] },
    },
  };
}

const credit = (of: CreditableLine, day: string): bigint =>
  unusedCredit(of, day, 'half-away-from-zero').amount;

describe('the credit of what is unused', () => {
  it('[5.14] is the net by the unused of its own days, rounded once', () => {
    // 20 of 30 days of 10.00: 6.666… → 6.67
    expect(credit(line(1000n, '2026-11-22', '2026-12-22'), '2026-12-02')).toBe(667n);
    // A line of a part of a period counts its own 20 days: 10 of them are half.
    expect(credit(line(667n, '2026-12-02', '2026-12-22'), '2026-12-12')).toBe(334n);
    expect(unusedDays(line(1n, '2026-11-22', '2026-12-22').line, '2026-12-02')).toEqual({
      unused: 20,
      days: 30,
    });
  });

  it('[5.14] is the whole line on its first day and before it, and nothing from its end on', () => {
    const month = line(999n, '2026-11-22', '2026-12-22');
    expect(credit(month, '2026-11-22')).toBe(999n);
    expect(credit(month, '2026-01-01')).toBe(999n);
    expect(credit(month, '2026-12-22')).toBe(0n);
    expect(credit(month, '2027-12-22')).toBe(0n);
    expect(unusedDays(month.line, '2027-12-22')).toEqual({ unused: 0, days: 30 });
  });

  it('[5.14] is never more than earlier reversals have left', () => {
    expect(credit(line(1000n, '2026-11-22', '2026-12-22', -600n), '2026-12-02')).toBe(400n);
    expect(credit(line(1000n, '2026-11-22', '2026-12-22', -1000n), '2026-11-22')).toBe(0n);
  });

  it('[5.14] what is used and what is unused sum to the line, and later days give less', () => {
    fc.assert(
      fc.property(
        fc.bigInt(0n, 10_000_000n),
        fc.integer({ min: 1, max: 1100 }),
        fc.integer({ min: 0, max: 1100 }),
        (net, days, at) => {
          const start = '2024-01-31';
          const of = line(net, start, addDays(start, days));
          const now = credit(of, addDays(start, at));
          const later = credit(of, addDays(start, at + 1));
          expect(now >= later && later >= 0n && now <= net).toBe(true);
          const used = BigInt(Math.min(at, days));
          // Off by the rounding alone: half a cent.
          const exact = net * (BigInt(days) - used);
          const off = 2n * (now * BigInt(days) - exact);
          expect(off <= BigInt(days) && off >= -BigInt(days)).toBe(true);
        },
      ),
    );
  });
});
