import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { money } from './money.ts';
import { euCountries, type TaxParty, type TaxQuestion, type TaxRule, taxesFor } from './tax.ts';
import { taxTotals } from './tax-totals.ts';

const rules: TaxRule[] = [
  { name: 'VAT', country: 'DE', rate: '19' },
  { name: 'VAT', country: 'FR', rate: '20' },
  { name: 'VAT', country: 'LU', rate: '0' },
  { name: 'Sales tax', country: 'US', state: 'TX', rate: '6.25' },
  { name: 'County tax', country: 'US', state: 'TX', county: 'Travis', rate: '2' },
  { name: 'GST', country: 'CA', rate: '5' },
  { name: 'QST', country: 'CA', state: 'QC', rate: '9.975' },
  { name: 'Old', country: 'JP', rate: '8', until: '2019-09-30' },
  { name: 'New', country: 'JP', rate: '10', from: '2019-10-01' },
  { name: 'Domains only', country: 'IN', rate: '18', productKinds: ['domain'] },
];

function ask(party: Partial<TaxParty>, more: Partial<TaxQuestion> = {}): string[] {
  const taxes = taxesFor({
    rules,
    provider: { country: 'DE' },
    regime: 'oss',
    party: { country: 'DE', kind: 'consumer', ...party },
    productKind: 'hosting',
    on: '2026-11-22',
    ...more,
  });
  return taxes.map(({ name, rate, category }) => `${name} ${rate} ${category}`);
}

const business: Partial<TaxParty> = { kind: 'business', vatNumber: 'FR1', vatNumberValid: true };

describe('taxesFor', () => {
  it('[7.12] charges a consumer the tax of his country under OSS, of ours under domestic', () => {
    expect(ask({ country: 'FR' })).toEqual(['VAT 20 S']);
    expect(ask({ country: 'FR' }, { regime: 'domestic' })).toEqual(['VAT 19 S']);
    expect(ask({ country: 'DE' }, { regime: 'domestic' })).toEqual(['VAT 19 S']);
  });

  it('[7.12] reverses the charge for a business of another EU country with a valid number', () => {
    expect(ask({ country: 'FR', ...business })).toEqual(['VAT 0 AE']);
    expect(ask({ country: 'FR', ...business }, { regime: 'domestic' })).toEqual(['VAT 0 AE']);
  });

  it('[7.12] charges tax while the number is not confirmed, at home, and to a consumer', () => {
    expect(ask({ country: 'FR', ...business, vatNumberValid: undefined })).toEqual(['VAT 20 S']);
    expect(ask({ country: 'FR', ...business, vatNumberValid: false })).toEqual(['VAT 20 S']);
    expect(ask({ country: 'FR', ...business, vatNumber: '' })).toEqual(['VAT 20 S']);
    expect(ask({ country: 'FR', ...business, kind: 'consumer' })).toEqual(['VAT 20 S']);
    expect(ask({ country: 'DE', ...business })).toEqual(['VAT 19 S']);
  });

  it('[7.12] does not reverse the charge outside the EU, on either side', () => {
    expect(ask({ country: 'CA', ...business })).toEqual(['GST 5 S']);
    expect(ask({ country: 'FR', ...business }, { provider: { country: 'CA' } })).toEqual([
      'VAT 20 S',
    ]);
  });

  it('[7.11] applies state and county on one line, whatever the case of their names', () => {
    expect(ask({ country: 'US', state: 'TX', county: 'travis ' })).toEqual([
      'Sales tax 6.25 S',
      'County tax 2 S',
    ]);
    expect(ask({ country: 'US', state: 'TX' })).toEqual(['Sales tax 6.25 S']);
    expect(ask({ country: 'CA', state: 'QC' })).toEqual(['GST 5 S', 'QST 9.975 S']);
    expect(ask({ country: 'CA', state: 'ON' })).toEqual(['GST 5 S']);
  });

  it('[7.11] says why no tax is charged', () => {
    expect(ask({ country: 'BR' })).toEqual(['Tax 0 O']);
    expect(ask({ country: 'US', state: 'OR' })).toEqual(['Tax 0 O']);
    expect(ask({ country: 'LU' })).toEqual(['VAT 0 Z']);
    expect(ask({ country: 'DE', exempt: true })).toEqual(['Tax 0 E']);
  });

  it('[7.11] dates its rules by the issue date, both ends included, and by product kind', () => {
    expect(ask({ country: 'JP' }, { on: '2019-09-30' })).toEqual(['Old 8 S']);
    expect(ask({ country: 'JP' }, { on: '2019-10-01' })).toEqual(['New 10 S']);
    expect(ask({ country: 'IN' })).toEqual(['Tax 0 O']);
    expect(ask({ country: 'IN' }, { productKind: 'domain' })).toEqual(['Domains only 18 S']);
  });

  it('knows the 27 members', () => {
    expect(new Set(euCountries).size).toBe(27);
    expect(euCountries).not.toContain('GB');
  });
});

describe('taxTotals', () => {
  const vat = (rate: string) => ({ name: 'VAT', rate, category: 'S' as const });
  const line = (amount: bigint, ...rates: string[]) => ({
    net: money(amount, 'EUR'),
    taxes: rates.map(vat),
  });

  it('[7.8] tax is rounded once per rate', () => {
    // Per line it would be 3 × round(0.475) = 0; on the sum it is round(1.425) = 1.
    const lines = [line(25n, '1.9'), line(25n, '1.9'), line(25n, '1.9')];
    expect(taxTotals(lines, 'half-away-from-zero').tax.amount).toBe(1n);
  });

  it('[7.8] groups by name, rate and category', () => {
    const lines = [line(1000n, '19'), line(500n, '7'), line(-200n, '19'), line(100n, '5', '9.975')];
    const { breakdown, tax } = taxTotals(lines, 'half-away-from-zero');
    expect(breakdown.map((part) => [part.rate, part.base.amount, part.tax.amount])).toEqual([
      ['19', 800n, 152n],
      ['7', 500n, 35n],
      ['5', 100n, 5n],
      ['9.975', 100n, 10n],
    ]);
    expect(tax.amount).toBe(202n);
  });

  it('needs a currency for no lines', () => {
    expect(() => taxTotals([], 'half-even')).toThrow('currency');
    expect(taxTotals([], 'half-even', 'EUR')).toEqual({ breakdown: [], tax: money(0n, 'EUR') });
  });

  it('[7.8] sums to its parts, does not depend on the order, and turns with the sign', () => {
    const one = fc
      .tuple(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), fc.constantFrom('19', '7', '9.975'))
      .map(([amount, rate]) => line(amount, rate));
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 20 }), (lines) => {
        const { breakdown, tax } = taxTotals(lines, 'half-away-from-zero');
        const net = lines.reduce((sum, { net: { amount } }) => sum + amount, 0n);
        expect(breakdown.reduce((sum, part) => sum + part.base.amount, 0n)).toBe(net);
        expect(breakdown.reduce((sum, part) => sum + part.tax.amount, 0n)).toBe(tax.amount);
        expect(taxTotals(lines.toReversed(), 'half-away-from-zero').tax).toEqual(tax);
        const back = lines.map(({ net: { amount }, taxes }) => ({
          net: money(-amount, 'EUR'),
          taxes,
        }));
        expect(taxTotals(back, 'half-away-from-zero').tax.amount).toBe(-tax.amount);
      }),
    );
  });
});
