import { describe, expect, it } from 'vitest';
import { catalogWith, clientToBill, itemToBill, packageToBill } from './billing-run.fixture.ts';
import { billClient } from './billing-run.ts';
import type { TaxRule } from './tax.ts';

describe('taxes of a run', () => {
  it('[7.11] each line has those of its kind of product, in any order of kinds', () => {
    const rule = (rate: string, kind: 'hosting' | 'domain'): TaxRule => ({
      name: 'VAT',
      country: 'DE',
      rate,
      productKinds: [kind],
    });
    const leadDays = { byCycle: {}, default: 0, domain: 0 };
    const catalog = {
      ...catalogWith({ leadDays }),
      taxes: [rule('19', 'hosting'), rule('7', 'domain')],
    };
    const packages = (['hosting', 'domain', 'domain', 'hosting'] as const).map((productKind, n) =>
      packageToBill({ packageId: `${n}`, productKind, items: [itemToBill({ itemId: `${n}` })] }),
    );
    const today = '2027-01-01';
    const [invoice] = billClient(clientToBill(packages), { catalog, today, until: today }).invoices;
    const rates = invoice?.lines.map(({ taxes }) => taxes.map(({ rate }) => rate).join());
    expect(rates).toEqual(['19', '7', '7', '19']);
    const parts = invoice?.totals.breakdown.map(({ base, tax }) => [base.amount, tax.amount]);
    expect(parts).toEqual([
      [2000n, 380n],
      [2000n, 140n],
    ]);
  });
});
