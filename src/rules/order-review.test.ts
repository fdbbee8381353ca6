import { describe, expect, it } from 'vitest';
import { defaultBilling } from './billing-settings.ts';
import { parseMoney } from './money.ts';
import { reviewReasons } from './order-review.ts';

const review = { amountAbove: [parseMoney('100.00', 'EUR')], countries: ['ZZ'] };
const order = (total: string, country = 'FR', currency = 'EUR') => ({
  total: parseMoney(total, currency),
  country,
});

describe('review of orders', () => {
  it('[4.10] holds what is above the amount of its currency, or from a country', () => {
    expect(reviewReasons(order('100.00'), review)).toEqual([]);
    expect(reviewReasons(order('100.01'), review)).toEqual([
      'The total of 100.01 EUR is above 100.00.',
    ]);
    expect(reviewReasons(order('5000', 'FR', 'JPY'), review)).toEqual([]);
    expect(reviewReasons(order('200.00', 'ZZ'), review)).toHaveLength(2);
  });

  it('[4.10] holds nothing unless the provider says so', () => {
    expect(reviewReasons(order('99999.00'), defaultBilling.review)).toEqual([]);
  });
});
