import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Promotion } from './catalog-model.ts';
import {
  type DiscountableLine,
  discountLines,
  type PromotionQuestion,
  promotionFor,
} from './discount.ts';
import { money } from './money.ts';

const eur = (amount: bigint) => money(amount, 'EUR');
const base = { appliesTo: 'both', periods: 1, newClientsOnly: false } as const;
const line = (
  amount: bigint,
  component: 'setup' | 'recurring' = 'recurring',
  more: Partial<DiscountableLine> = {},
): DiscountableLine => ({ gross: eur(amount), component, ...more });
const off = (lines: DiscountableLine[], promotion: Promotion) =>
  discountLines(lines, promotion, 'EUR').map(({ amount }) => amount);

describe('discountLines', () => {
  it('[7.9] rounds a percentage per line', () => {
    const twenty: Promotion = { ...base, percent: '20', appliesTo: 'recurring' };
    expect(off([line(8629n), line(5400n), line(1000n, 'setup')], twenty)).toEqual([
      1726n,
      1080n,
      0n,
    ]);
    // Two lines of 0.03 at 50 %: rounded per line 2 + 2, on the sum it would be 3.
    expect(off([line(3n), line(3n)], { ...base, percent: '50' })).toEqual([2n, 2n]);
  });

  it('[7.9] spreads a fixed amount over the eligible lines, capped at their sum', () => {
    const fiver: Promotion = { ...base, fixed: [eur(500n), money(550n, 'USD')] };
    expect(off([line(1000n), line(1000n), line(1000n)], fiver)).toEqual([167n, 167n, 166n]);
    expect(off([line(100n), line(200n, 'setup')], fiver)).toEqual([100n, 200n]);
    expect(off([line(900n), line(0n), line(-300n)], fiver)).toEqual([500n, 0n, 0n]);
    expect(off([line(0n)], fiver)).toEqual([0n]);
    expect(off([line(100n, 'setup'), line(900n)], { ...fiver, appliesTo: 'setup' })).toEqual([
      100n,
      0n,
    ]);
  });

  it('[7.9] crosses no currency', () => {
    expect(() => discountLines([], { ...base, fixed: [eur(5n)] }, 'JPY')).toThrow(
      expect.objectContaining({ code: 'promotion_not_valid', field: 'promotionCode' }),
    );
  });

  it('[2.6] passes over the lines of plans and cycles that it does not cover', () => {
    const silver: Promotion = { ...base, percent: '10', plans: ['silver'], cycles: ['annual'] };
    const lines = [
      line(1000n, 'recurring', { planId: 'silver', cycle: '12-months' }),
      line(1000n, 'recurring', { planId: 'gold', cycle: 'annual' }),
      line(1000n, 'recurring', { planId: 'silver', cycle: 'monthly' }),
    ];
    expect(off(lines, silver)).toEqual([100n, 0n, 0n]);
  });

  it('[7.9] never takes more than a line, and a fixed amount exactly', () => {
    const lines = fc.array(
      fc
        .tuple(fc.bigInt({ min: -1000n, max: 100_000n }), fc.boolean())
        .map(([amount, setup]) => line(amount, setup ? 'setup' : 'recurring')),
      { minLength: 1, maxLength: 8 },
    );
    const promotions = fc.oneof(
      fc.integer({ min: 1, max: 100 }).map((n): Promotion => ({ ...base, percent: String(n) })),
      fc.bigInt({ min: 0n, max: 300_000n }).map((n): Promotion => ({ ...base, fixed: [eur(n)] })),
    );
    fc.assert(
      fc.property(lines, promotions, (list, promotion) => {
        const discounts = off(list, promotion);
        list.forEach(({ gross: { amount } }, index) => {
          const discount = discounts[index] ?? -1n;
          expect(discount >= 0n && discount <= (amount > 0n ? amount : 0n)).toBe(true);
        });
        const fixed = promotion.fixed?.[0]?.amount;
        if (fixed === undefined) return;
        const most = list.reduce((a, { gross }) => a + (gross.amount > 0n ? gross.amount : 0n), 0n);
        const capped = fixed > most;
        expect(discounts.reduce((a, b) => a + b, 0n)).toBe(capped ? most : fixed);
      }),
    );
  });
});

describe('promotionFor', () => {
  const welcome: Promotion = { ...base, code: 'WELCOME20', percent: '20', newClientsOnly: true };
  const winter: Promotion = {
    ...base,
    code: 'FIVER',
    fixed: [eur(500n)],
    from: '2026-11-01',
    until: '2027-01-31',
    maximumUses: 200,
    maximumPerClient: 1,
  };
  const ask = (more: Partial<PromotionQuestion>) =>
    promotionFor({
      promotions: [welcome, winter],
      on: '2026-11-22',
      currency: 'EUR',
      planId: 'silver',
      cycle: 'annual',
      newClient: true,
      lines: [line(1000n)],
      ...more,
    });

  it('[2.6] finds a code whatever its case', () => {
    expect(ask({ code: ' welcome20' })).toEqual({ promotion: welcome, reason: null });
    expect(ask({})).toEqual({ promotion: null, reason: null });
  });

  it('[2.6] gives one answer for unknown, not begun, expired and used up', () => {
    const refused = { promotion: null, reason: 'unknown_or_expired' };
    expect(ask({ code: 'NOPE' })).toEqual(refused);
    expect(ask({ code: '' })).toEqual(refused);
    expect(ask({ code: 'FIVER', on: '2026-10-31' })).toEqual(refused);
    expect(ask({ code: 'FIVER', on: '2027-02-01' })).toEqual(refused);
    expect(ask({ code: 'FIVER', uses: () => 200 })).toEqual(refused);
    expect(ask({ code: 'FIVER', usesByClient: () => 1 })).toEqual(refused);
  });

  it('[2.6] holds on its first and last day and up to its limits', () => {
    const first = ask({ code: 'FIVER', on: '2026-11-01', uses: () => 199, usesByClient: () => 0 });
    expect(first.promotion).toBe(winter);
    expect(ask({ code: 'FIVER', on: '2027-01-31' }).promotion).toBe(winter);
  });

  it('[2.6] says when a code does not cover the order', () => {
    const refused = { promotion: null, reason: 'not_for_this_order' };
    expect(ask({ code: 'WELCOME20', newClient: false })).toEqual(refused);
    expect(ask({ code: 'FIVER', currency: 'USD', lines: [] })).toEqual(refused);
    const gold: Promotion = { ...base, code: 'GOLD', percent: '5', plans: ['gold'] };
    expect(ask({ promotions: [gold], code: 'GOLD' })).toEqual(refused);
    const setup: Promotion = { ...base, code: 'SETUP', percent: '5', appliesTo: 'setup' };
    expect(ask({ promotions: [setup], code: 'SETUP' })).toEqual(refused);
  });

  it('[2.6] takes the better of code and automatic, of equals the code', () => {
    const auto = (percent: string): Promotion => ({ ...base, percent });
    const pick = (percent: string, code?: string) =>
      ask({ promotions: [auto('1'), auto(percent), welcome], ...(code ? { code } : {}) }).promotion;
    expect(pick('30', 'WELCOME20')?.percent).toBe('30');
    expect(pick('10', 'WELCOME20')?.percent).toBe('20');
    expect(pick('20', 'WELCOME20')).toBe(welcome);
    expect(pick('10')?.percent).toBe('10');
  });
});
