import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleCatalog } from './catalog.fixture.ts';
import {
  type DocumentPolicy,
  documentPolicy,
  type InclusiveOrder,
  type PricedLine,
  priceDocument,
} from './document.ts';
import { entryForInvoice } from './ledger.ts';
import { money, type RoundingMode } from './money.ts';
import type { AppliedTax } from './tax.ts';

const eur = (amount: bigint) => money(amount, 'EUR');
const vat = (rate: string): AppliedTax => ({ name: 'VAT', rate, category: 'S' });
const exempt: AppliedTax = { name: 'Tax', rate: '0', category: 'E', reason: 'Exempt.' };
const policy: DocumentPolicy = {
  mode: 'half-away-from-zero',
  currency: 'EUR',
  inclusive: 'net-first',
};

function line(shown: bigint, rate: string, more: Partial<PricedLine> = {}): PricedLine {
  const taxes = [vat(rate)];
  return {
    unitPrice: eur(shown),
    quantity: 1,
    discount: eur(0n),
    taxes,
    homeTaxes: taxes,
    ...more,
  };
}

function sums(lines: readonly PricedLine[], more: Partial<DocumentPolicy> = {}) {
  const { net, tax, rounding, total } = priceDocument(lines, { ...policy, ...more }).totals;
  return [net, tax, rounding, total].map(({ amount }) => amount);
}

describe('prices that include tax', () => {
  it('[7.10] net = round(G / (1 + r)), tax = round(net × r)', () => {
    expect(sums([line(11_900n, '19')])).toEqual([10_000n, 1900n, 0n, 11_900n]);
    expect(sums([line(999n, '19')])).toEqual([839n, 159n, 1n, 999n]);
  });

  it('[7.10] a cent that no net can reach is a rounding total, in the books as well', () => {
    // 8.39 + 1.59 = 9.98 and 8.40 + 1.60 = 10.00: no net makes 9.99.
    const { totals } = priceDocument([line(999n, '19')], policy);
    const { postings } = entryForInvoice({ key: 'invoice:1', clientId: 'c', totals });
    expect(postings.find(({ account }) => account === 'rounding')?.amount).toEqual(eur(-1n));
  });

  it('[7.10] the order of rounding is a named policy', () => {
    const shown = [line(299n, '4')];
    expect(sums(shown)).toEqual([288n, 12n, -1n, 299n]);
    expect(sums(shown, { inclusive: 'tax-first' })).toEqual([287n, 12n, 0n, 299n]);
    expect(sums(shown, { inclusive: 'tax-is-rest' })).toEqual([288n, 11n, 0n, 299n]);
  });

  it('[7.10] the nets of the lines are spread by allocate', () => {
    const { lines } = priceDocument([line(333n, '19'), line(333n, '19'), line(334n, '19')], policy);
    expect(lines.map(({ net }) => net.amount)).toEqual([280n, 280n, 280n]);
    expect(lines.map(({ charged }) => charged?.amount)).toEqual([333n, 333n, 334n]);
  });

  it('[7.10] an exempt or foreign client pays the net of the home rate', () => {
    const foreign = line(11_900n, '19', { taxes: [exempt] });
    expect(sums([foreign])).toEqual([10_000n, 0n, 0n, 10_000n]);
    const french = line(11_900n, '19', { taxes: [vat('20')] });
    expect(sums([french])).toEqual([10_000n, 2000n, 0n, 12_000n]);
  });

  it('[7.10] a net price stands beside those that include tax', () => {
    const fee = line(500n, '19', { priceIs: 'net', taxes: [exempt] });
    expect(sums([line(11_900n, '19'), fee])).toEqual([10_500n, 1900n, 0n, 12_400n]);
  });

  it('[7.10] needs to know which taxes a price includes', () => {
    expect(() => sums([line(100n, '19', { homeTaxes: undefined })])).toThrow('includes');
  });

  it('[7.10] a whole line taken back gives what was charged', () => {
    const back = line(999n, '19', { quantity: -1 });
    expect(sums([back])).toEqual([-839n, -159n, -1n, -999n]);
    expect(sums([line(999n, '19'), back])).toEqual([0n, 0n, 0n, 0n]);
  });

  it('[7.10] the provider decides: prices, rounding and order', () => {
    const { provider } = sampleCatalog;
    expect(documentPolicy(provider, 'EUR').inclusive).toBeUndefined();
    const including = { ...provider, pricesIncludeTax: true };
    expect(documentPolicy(including, 'EUR')).toEqual({ ...policy, rounding: 'per-rate' });
  });
});

const rates = fc.constantFrom('0.5', '4', '7', '8', '9.975', '19', '20', '25', '27');
const orders = fc.constantFrom<InclusiveOrder>('net-first', 'tax-first', 'tax-is-rest');
const modes = fc.constantFrom<RoundingMode>(
  'half-away-from-zero',
  'half-even',
  'half-up',
  'up',
  'down',
  'ceiling',
  'floor',
);
const someLine = fc
  .record({
    unit: fc.bigInt({ min: 0n, max: 10n ** 7n }),
    quantity: fc.constantFrom(-2, -1, 1, 1, 2, 3),
    percent: fc.nat(100),
    rate: rates,
    second: fc.boolean(),
  })
  .map(({ unit, quantity, percent, rate, second }) => {
    const gross = unit * BigInt(quantity);
    const taxes = second ? [vat(rate), { ...vat('3'), name: 'Local' }] : [vat(rate)];
    const discount = eur((gross * BigInt(percent)) / 100n);
    return { unitPrice: eur(unit), quantity, discount, taxes, homeTaxes: taxes };
  });
const someLines = fc.array(someLine, { minLength: 1, maxLength: 8 });

describe('documents', () => {
  it('[7.10] the gross shown is charged to the cent, whatever lines, rates and modes', () => {
    const settings = fc.record({ inclusive: orders, mode: modes, perLine: fc.boolean() });
    fc.assert(
      fc.property(someLines, settings, (lines, { inclusive, mode, perLine }) => {
        const rounding = perLine ? 'per-line' : 'per-rate';
        const made = priceDocument(lines, { currency: 'EUR', mode, inclusive, rounding });
        const shown = lines.reduce(
          (total, one) => total + one.unitPrice.amount * BigInt(one.quantity) - one.discount.amount,
          0n,
        );
        const { net, tax, rounding: cents, total, breakdown } = made.totals;
        expect(total.amount).toBe(shown);
        expect(net.amount + tax.amount + cents.amount).toBe(shown);
        expect(made.lines.reduce((sum, one) => sum + one.net.amount, 0n)).toBe(net.amount);
        expect(breakdown.reduce((sum, one) => sum + one.tax.amount, 0n)).toBe(tax.amount);
        for (const one of made.lines) {
          expect(one.gross.amount - one.discount.amount).toBe(one.net.amount);
        }
        if (inclusive !== 'net-first') expect(cents.amount).toBe(0n);
      }),
    );
  });

  it('[7.10] one line is never more than a cent away from what a net can reach', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 9n }), rates, (shown, rate) => {
        const [net = 0n, , rounding = 0n] = sums([line(shown, rate)]);
        expect([-1n, 0n, 1n]).toContain(rounding);
        if (rounding === 0n) return;
        for (const other of [net - 1n, net + 1n]) {
          const plain = { ...line(other, rate), priceIs: 'net' as const };
          expect(sums([plain])[3]).not.toBe(shown);
        }
      }),
    );
  });

  it('[7.8] without inclusive prices net and tax are the total, and none is lost', () => {
    fc.assert(
      fc.property(someLines, modes, (lines, mode) => {
        const { lines: made, totals } = priceDocument(lines, { currency: 'EUR', mode });
        expect(totals.rounding.amount).toBe(0n);
        expect(totals.total.amount).toBe(totals.net.amount + totals.tax.amount);
        expect(made.reduce((sum, one) => sum + one.net.amount, 0n)).toBe(totals.net.amount);
      }),
    );
  });

  it('[7.11] keeps the taxes of each line as applied', () => {
    const { lines } = priceDocument([line(100n, '19'), line(100n, '7')], policy);
    expect(lines.map(({ taxes }) => taxes[0]?.rate)).toEqual(['19', '7']);
  });
});
