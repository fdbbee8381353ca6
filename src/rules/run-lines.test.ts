import { describe, expect, it } from 'vitest';
import { catalogWith, clientToBill, itemToBill, packageToBill } from './billing-run.fixture.ts';
import { billClient } from './billing-run.ts';
import type { Promotion } from './catalog-model.ts';
import { parseMoney } from './money.ts';

const fiver: Promotion = {
  code: 'FIVER',
  fixed: [parseMoney('5.00', 'EUR')],
  appliesTo: 'recurring',
  periods: 2,
  newClientsOnly: false,
};

describe('a fixed discount in a run', () => {
  it.each([
    ['one period', '2027-01-15', [250n, 250n]],
    ['each of two missed periods', '2027-02-15', [250n, 250n, 250n, 250n]],
  ])('[7.9] is spread over the items of %s', (_of, until, wanted) => {
    const promotion = { terms: fiver, periodsLeft: 2 };
    const items = ['plan', 'ip'].map((itemId) => itemToBill({ itemId, promotion }));
    const leadDays = { byCycle: {}, default: 0, domain: 0 };
    const rules = { catalog: catalogWith({ leadDays }), today: until, until };
    const { invoices } = billClient(clientToBill([packageToBill({ items })]), rules);
    const lines = invoices.flatMap((invoice) => invoice.lines);
    expect(lines.map(({ discount }) => discount.amount)).toEqual(wanted);
    expect(lines.every(({ explanation }) => explanation.steps.length === 3)).toBe(true);
  });
});
