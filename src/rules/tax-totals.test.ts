import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { money } from './money.ts';
import { type AppliedTax, type TaxRule, taxesFor } from './tax.ts';
import { effectiveTax, taxTotals } from './tax-totals.ts';

const eur = (amount: bigint) => money(amount, 'EUR');
const percent = (name: string, rate: string): AppliedTax => ({ name, rate, category: 'S' });
const compound = (name: string, rate: string): AppliedTax => ({
  ...percent(name, rate),
  compound: true,
});
const stamp: AppliedTax = {
  name: 'Stamp',
  rate: '0',
  category: 'S',
  amounts: [eur(50n), money(30n, 'JPY')],
};
const half = 'half-away-from-zero';

function taxes(lines: readonly (readonly [bigint, ...AppliedTax[]])[], perLine = false) {
  const given = lines.map(([amount, ...applied]) => ({ net: eur(amount), taxes: applied }));
  return taxTotals(given, half, 'EUR', perLine ? 'per-line' : 'per-rate');
}

describe('several taxes', () => {
  it('[7.11] a compound tax is reckoned on the net and on the taxes before it', () => {
    // Quebec until 2012: 5% on 100.00, then 9.5% on 105.00.
    const { breakdown, tax } = taxes([[10_000n, percent('GST', '5'), compound('QST', '9.5')]]);
    expect(breakdown.map(({ base, tax: part }) => [base.amount, part.amount])).toEqual([
      [10_000n, 500n],
      [10_500n, 998n],
    ]);
    expect(tax.amount).toBe(1498n);
    const plain = taxes([[10_000n, percent('GST', '5'), percent('QST', '9.5')]]);
    expect(plain.tax.amount).toBe(1450n);
  });

  it('[7.11] a fixed amount is charged once per line, back on a reversal, not on a free line', () => {
    expect(taxes([[1000n, stamp]]).tax.amount).toBe(50n);
    expect(
      taxes([
        [1000n, stamp],
        [700n, stamp],
        [0n, stamp],
      ]).tax.amount,
    ).toBe(100n);
    expect(taxes([[-1000n, stamp]]).tax.amount).toBe(-50n);
    expect(taxes([[1000n, stamp, compound('VAT', '10')]]).tax.amount).toBe(50n + 105n);
    expect(taxTotals([{ net: money(1n, 'USD'), taxes: [stamp] }], half).tax.amount).toBe(0n);
  });

  it('[7.11] taxes that differ only in what they are reckoned on, or in an amount, stay two', () => {
    const other: AppliedTax = { ...stamp, amounts: [eur(70n)] };
    const { breakdown } = taxes([
      [1000n, percent('VAT', '10'), compound('VAT', '10'), stamp, other],
      [1000n, percent('VAT', '10'), compound('VAT', '10'), { ...stamp }, { ...other }],
    ]);
    // Compound: 10% of 20.00 and the 2.00 of tax before it.
    expect(breakdown.map(({ tax }) => tax.amount)).toEqual([200n, 220n, 100n, 140n]);
  });

  it('[7.11] two taxes of one rate stay two', () => {
    const both = [percent('State', '5'), percent('City', '5')];
    const { breakdown } = taxTotals([{ net: money(50n, 'EUR'), taxes: both }], half);
    // 0.50 × 5% is 0.025: each is rounded by itself.
    expect(breakdown.map(({ name, tax }) => `${name} ${tax.amount}`)).toEqual([
      'State 3',
      'City 3',
    ]);
  });

  it('[7.10] rounds on each line where the policy says so', () => {
    const lines = [1, 2, 3].map((): [bigint, AppliedTax] => [25n, percent('VAT', '1.9')]);
    expect(taxes(lines).tax.amount).toBe(1n);
    expect(taxes(lines, true).tax.amount).toBe(0n);
    // 0.33 × 19% is 0.0627 on each line, and 0.1881 on all three.
    const more = [1, 2, 3].map((): [bigint, AppliedTax] => [33n, percent('VAT', '19')]);
    expect(taxes(more).tax.amount).toBe(19n);
    expect(taxes(more, true).tax.amount).toBe(18n);
  });

  it('[7.11] what taxes come to together is what each of them comes to', () => {
    const all = [percent('A', '5'), stamp, compound('B', '9.975'), percent('C', '2')];
    const amounts = fc.bigInt({ min: 1n, max: 10n ** 9n });
    const some = fc.subarray(all);
    fc.assert(
      fc.property(amounts, some, (amount, applied) => {
        const { rate, fixed } = effectiveTax(applied, 'EUR');
        const { tax } = taxes([[amount, ...applied]]);
        const exact =
          Number(amount) * (Number(rate.numerator) / Number(rate.denominator)) +
          Number(fixed.numerator) / Number(fixed.denominator);
        expect(Math.abs(Number(tax.amount) - exact)).toBeLessThanOrEqual(
          0.5 * applied.length + 0.01,
        );
        expect(taxes([[-amount, ...applied]]).tax.amount).toBe(-tax.amount);
      }),
    );
  });
});

describe('who pays what', () => {
  const rules: TaxRule[] = [
    { name: 'State', country: 'US', state: 'NY', rate: '4' },
    { name: 'City', country: 'US', state: 'NY', city: 'New York', rate: '4.5' },
    { name: 'Stamp', country: 'IT', rate: '0', amounts: [eur(200n)] },
    { name: 'VAT', country: 'IT', rate: '22', productKinds: ['hosting'] },
    { name: 'VAT', country: 'IT', rate: '0', productKinds: ['service'], exempt: 'Article 10.' },
    { name: 'GST', country: 'CA', rate: '5' },
    { name: 'QST', country: 'CA', state: 'QC', rate: '9.5', compound: true, until: '2012-12-31' },
  ];
  const question = {
    rules,
    provider: { country: 'CA' },
    regime: 'domestic',
    productKind: 'hosting',
    on: '2012-06-01',
  } as const;

  it('[7.11] a city has a tax of its own', () => {
    const party = { country: 'US', state: 'NY', city: 'new york', kind: 'consumer' } as const;
    expect(taxesFor({ ...question, party }).map(({ name }) => name)).toEqual(['State', 'City']);
    const elsewhere = { ...party, city: 'Albany' };
    expect(taxesFor({ ...question, party: elsewhere }).map(({ name }) => name)).toEqual(['State']);
  });

  it('[7.11] fixed, compound and exempt rules are kept as applied', () => {
    const italian = { country: 'IT', kind: 'consumer' } as const;
    expect(taxesFor({ ...question, party: italian })).toEqual([
      { name: 'Stamp', rate: '0', category: 'S', amounts: [eur(200n)] },
      { name: 'VAT', rate: '22', category: 'S' },
    ]);
    expect(taxesFor({ ...question, party: italian, productKind: 'service' })[1]).toEqual({
      name: 'VAT',
      rate: '0',
      category: 'E',
      reason: 'Article 10.',
    });
    const quebec = { country: 'CA', state: 'QC', kind: 'consumer' } as const;
    expect(taxesFor({ ...question, party: quebec })[1]).toMatchObject({ compound: true });
    expect(taxesFor({ ...question, party: quebec, on: '2013-01-01' })).toHaveLength(1);
  });

  it('[7.11] an exemption may hold for kinds of product and between dates', () => {
    const party = {
      country: 'CA',
      kind: 'business',
      exempt: true,
      exemptKinds: ['hosting'],
      exemptFrom: '2012-06-01',
      exemptUntil: '2012-06-30',
    } as const;
    const category = (more: object) => taxesFor({ ...question, party, ...more })[0]?.category;
    expect(category({})).toBe('E');
    expect(category({ productKind: 'domain' })).toBe('S');
    expect([category({ on: '2012-05-31' }), category({ on: '2012-06-30' })]).toEqual(['S', 'E']);
    expect(category({ on: '2012-07-01' })).toBe('S');
  });
});
