import { describe, expect, it } from 'vitest';
import { sampleCatalog } from './catalog.fixture.ts';
import { addOnsFor, findPlan, findPrice, planOnSale } from './catalog.ts';

describe('catalog', () => {
  const { product, plan } = findPlan(sampleCatalog, 'web', 'silver');

  it('[2.1] finds a plan and its price', () => {
    expect([product.id, plan.id]).toEqual(['web', 'silver']);
    expect(findPrice(plan, 'EUR', 'annual').recurring.amount).toBe(8629n);
    expect(findPrice(plan, 'EUR', '12-months').cycle).toBe('annual');
    expect(findPlan(sampleCatalog, 'web', 'old').plan.hidden).toBe(true);
  });

  it('[2.1] says what it does not find', () => {
    for (const [productId, planId] of [
      ['web', 'vps-s'],
      ['none', 'silver'],
    ] as const) {
      expect(() => findPlan(sampleCatalog, productId, planId)).toThrow(
        expect.objectContaining({ code: 'unknown_plan' }),
      );
    }
    for (const [currency, cycle] of [
      ['JPY', 'monthly'],
      ['EUR', 'weekly'],
    ] as const) {
      expect(() => findPrice(plan, currency, cycle)).toThrow(
        expect.objectContaining({ code: 'unknown_price' }),
      );
    }
    expect(() => findPrice(plan, 'EUR', 'often')).toThrow('not a billing cycle');
  });

  it('[2.2] gives a plan all add-ons, or those that it names', () => {
    expect(addOnsFor(product, plan).map(({ id }) => id)).toEqual(['ip', 'migration']);
    expect(addOnsFor(product, { ...plan, addOnIds: [] })).toEqual([]);
    expect(addOnsFor(product, { ...plan, addOnIds: ['ip'] }).map(({ id }) => id)).toEqual(['ip']);
  });

  it('[2.1] sells what is neither hidden nor out of stock', () => {
    expect(planOnSale(product, plan)).toBe(true);
    expect(planOnSale(product, { ...plan, hidden: true })).toBe(false);
    expect(planOnSale(product, { ...plan, stock: 0 })).toBe(false);
    expect(planOnSale({ ...product, stock: 0 }, plan)).toBe(false);
    expect(planOnSale({ ...product, stock: 1 }, plan)).toBe(true);
  });
});
